# shellcheck shell=bash
# Network namespaces, the links between them, and routes.
#
# The cluster is closed by construction: no namespace has a default route.
# nsenter enters them and not `ip netns exec`, which would hide /sys/fs/cgroup.

# in_network NODE COMMAND...
in_network() {
  local namespace
  namespace=$(network_namespace "$1")
  shift
  nsenter "--net=/run/netns/$namespace" "$@"
}

# choose_index: picks the link to the host, the first that is free on this
# machine, and makes it. The record comes first: a run killed between the two
# leaves a record whose interface does not exist, which teardown accepts.
choose_index() {
  local index
  for index in $(seq 0 4095); do
    ip link show "rw$index" >/dev/null 2>&1 && continue
    # Another cluster's choice of the same index fails here for one of the two.
    echo "$index" >"$STATE/index"
    make_host_link && return
  done
  die "no free link to the host: see 'ip link'"
}

make_host_link() {
  local link
  link=$(host_interface)
  ip link add "$link" type veth peer name eth0 netns "$(network_namespace 1)" 2>/dev/null || return 1
  ip link set "$link" alias "rampwright cluster $CLUSTER"
  ip address add "$(host_ip)/30" dev "$link"
  # A pod's address is unknown to the host, which would send answers to its
  # own default gateway. Strict filtering drops what needs no answer.
  sysctl -qw "net.ipv4.conf.$link.rp_filter=1"
  ip link set "$link" up
}

make_namespace() {
  local namespace
  namespace=$(network_namespace "$1")
  ip netns add "$namespace"
  ip -n "$namespace" link set lo up
  in_network "$1" sysctl -qw net.ipv4.ip_forward=1
}

make_first_network() {
  make_namespace 1
  choose_index
  ip -n "$(network_namespace 1)" address add "$(node_ip 1)/30" dev eth0
  ip -n "$(network_namespace 1)" link set eth0 up
  route_services 1
}

# route_services NODE: Service addresses exist in kube-proxy's rules only, but a
# process on the node needs some route before these rules are asked.
route_services() {
  ip -n "$(network_namespace "$1")" route add "$SERVICE_RANGE" dev eth0 src "$(node_ip "$1")"
}

# make_further_network NODE: a link to node 1, which knows all the routes.
make_further_network() {
  local node=$1 namespace first
  namespace=$(network_namespace "$node")
  first=$(network_namespace 1)
  make_namespace "$node"
  ip link add "node$node" netns "$first" type veth peer name eth0 netns "$namespace"
  ip -n "$first" address add "$(node_gateway "$node")/30" dev "node$node"
  ip -n "$first" link set "node$node" up
  ip -n "$namespace" address add "$(node_ip "$node")/30" dev eth0
  ip -n "$namespace" link set eth0 up
  ip -n "$namespace" route add 198.18.0.0/15 via "$(node_gateway "$node")"
  ip -n "$first" route add "$(pod_subnet "$node")" via "$(node_ip "$node")"
}

# delete_networks: a namespace takes its interfaces along, and an interface its
# other end. The kernel does so a moment later, so the host's end goes first.
delete_networks() {
  local file link
  for link in $(host_links); do
    ip link delete "$link" 2>/dev/null || true
  done
  for file in "/run/netns/rw-$CLUSTER" "/run/netns/rw-$CLUSTER".*; do
    [[ ! -e $file ]] || ip netns delete "$(basename "$file")" || true
  done
}

# host_links: interfaces on the host that carry the cluster's name.
host_links() {
  ip -o link show | awk -F': ' -v alias="rampwright cluster $CLUSTER" '
    { line = $0; sub(/.*\\ *alias /, "", line) }
    line == alias { sub(/@.*/, "", $2); print $2 }'
}
