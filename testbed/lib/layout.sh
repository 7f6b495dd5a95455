# shellcheck shell=bash
# Where a cluster's things lie and what they are called. Everything that the
# kernel shows globally carries the cluster's name, so that leftovers are found
# even when the state folder is gone.

# Everything is in 198.18.0.0/15, the block reserved for benchmarks. All but the
# link to the host exists in the cluster's own network namespaces only, so that
# every cluster can use the same addresses.
readonly POD_RANGE=198.18.128.0/17
readonly SERVICE_RANGE=198.19.0.0/16
readonly API_SERVICE_IP=198.19.0.1
readonly DNS_SERVICE_IP=198.19.0.10
readonly MAX_NODES=8

readonly CONTROL_PLANE=(etcd kube-apiserver kube-controller-manager kube-scheduler)
readonly NODE_COMPONENTS=(containerd kubelet kube-proxy)

# use_cluster NAME: sets the variables that all functions for one cluster use.
use_cluster() {
  [[ $1 =~ ^[a-z0-9-]{1,20}$ ]] ||
    die "'$1' is no name for a cluster: use 1 to 20 of the characters a-z, 0-9 and -"
  CLUSTER=$1
  STATE=$CLUSTERS/$CLUSTER
  RUN=$RUN_ROOT/$CLUSTER
  KUBECONFIG_FILE=$STATE/kubeconfig
  CLUSTER_LOCK=$RUN_ROOT/.lock-$CLUSTER
}

node_name() { echo "node$1"; }
node_folder() { echo "$STATE/node$1"; }

# Nodes are numbered from 1. Names of clusters have no dot, so that no other
# cluster's first node can be taken for a further node of this one.
network_namespace() {
  if (($1 == 1)); then echo "rw-$CLUSTER"; else echo "rw-$CLUSTER.$1"; fi
}
cgroup_name() { echo "rampwright-$CLUSTER.$1"; }
pod_subnet() { echo "198.18.$((127 + $1)).0/24"; }
containerd_socket() { echo "$RUN/containerd$1.sock"; }

# The link to the host: a /30 of 198.18.0.0/18 by the cluster's index.
link_address() { echo "198.18.$(($1 / 64)).$(($1 % 64 * 4 + $2))"; }
host_ip() { link_address "$(<"$STATE/index")" 1; }
host_interface() { echo "rw$(<"$STATE/index")"; }

# Node 1 is reached over the link to the host, others over a link to node 1.
node_ip() {
  if (($1 == 1)); then link_address "$(<"$STATE/index")" 2; else echo "198.18.64.$(($1 * 4 + 2))"; fi
}
node_gateway() { echo "198.18.64.$(($1 * 4 + 1))"; }

# What is recorded is the number of nodes asked for last.
cluster_nodes() { seq "$(<"$STATE/nodes")"; }
