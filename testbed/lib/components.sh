# shellcheck shell=bash
# How each program is configured and started. Every start_* function may be
# called again for a component that has ended.

start_etcd() {
  # Nothing here is worth the time that syncing to disk takes.
  start_component 1 etcd etcd --data-dir "$STATE/etcd" --name "$CLUSTER" \
    --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
    --listen-peer-urls http://127.0.0.1:2380 --initial-advertise-peer-urls http://127.0.0.1:2380 \
    --initial-cluster "$CLUSTER=http://127.0.0.1:2380" \
    --unsafe-no-fsync --quota-backend-bytes $((4 << 30)) --log-level warn
}

start_kube-apiserver() {
  local pki=$STATE/pki
  # shellcheck disable=SC2054  # commas are part of the flags
  local flags=(
    --etcd-servers http://127.0.0.1:2379
    --bind-address 0.0.0.0 --advertise-address "$(node_ip 1)" --secure-port 6443
    --service-cluster-ip-range "$SERVICE_RANGE" --allow-privileged
    --client-ca-file "$pki/ca.crt"
    --tls-cert-file "$pki/apiserver.crt" --tls-private-key-file "$pki/apiserver.key"
    --service-account-issuer https://kubernetes.default.svc
    --service-account-key-file "$pki/sa.pub" --service-account-signing-key-file "$pki/sa.key"
    --authorization-mode Node,RBAC --enable-admission-plugins NodeRestriction
    --kubelet-certificate-authority "$pki/ca.crt"
    --kubelet-client-certificate "$pki/apiserver-kubelet.crt"
    --kubelet-client-key "$pki/apiserver-kubelet.key"
    # Names of nodes resolve nowhere.
    --kubelet-preferred-address-types InternalIP
    # For aggregated API servers. The allowed name matters because one authority
    # signs everything: without it any client could claim to be any user.
    --requestheader-client-ca-file "$pki/ca.crt" --requestheader-allowed-names front-proxy-client
    --requestheader-username-headers X-Remote-User --requestheader-group-headers X-Remote-Group
    --requestheader-extra-headers-prefix X-Remote-Extra-
    --proxy-client-cert-file "$pki/front-proxy.crt" --proxy-client-key-file "$pki/front-proxy.key"
    --profiling=false
  )
  start_component 1 kube-apiserver kube-apiserver "${flags[@]}"
}

# Rates are raised for scale tests, where the client side is the bottleneck. A volume is bound by
# four writes, each of which may meet a write of the other of two workers; what a conflict leaves
# undone waits for the next look at all volumes, which comes every 15 seconds where nothing is said.
start_kube-controller-manager() {
  start_component 1 kube-controller-manager kube-controller-manager \
    --kubeconfig "$STATE/controller-manager.kubeconfig" --leader-elect=false \
    --kube-api-qps 1000 --kube-api-burst 2000 --profiling=false --pvclaimbinder-sync-period 2s \
    --service-account-private-key-file "$STATE/pki/sa.key" --root-ca-file "$STATE/pki/ca.crt" \
    --use-service-account-credentials --concurrent-deployment-syncs 20 --concurrent-replicaset-syncs 20
}

start_kube-scheduler() {
  start_component 1 kube-scheduler kube-scheduler --profiling=false \
    --kubeconfig "$STATE/scheduler.kubeconfig" --leader-elect=false \
    --kube-api-qps 1000 --kube-api-burst 2000
}

start_containerd() {
  start_component "$1" containerd containerd --config "$(node_folder "$1")/containerd.toml"
}

start_kubelet() {
  start_component "$1" kubelet kubelet --config "$(node_folder "$1")/kubelet.yaml" \
    --kubeconfig "$(node_folder "$1")/kubelet.kubeconfig" --root-dir /var/lib/kubelet \
    --hostname-override "$(node_name "$1")" --node-ip "$(node_ip "$1")" --v=2
}

start_kube-proxy() {
  start_component "$1" kube-proxy kube-proxy --config "$(node_folder "$1")/kube-proxy.yaml"
}

# write_node_files NODE: everything the node's components read.
write_node_files() {
  local folder
  folder=$(node_folder "$1")
  mkdir -p "$folder/cni"
  make_node_certificate "$1"
  write_kubeconfig "$folder/kubelet.kubeconfig" "$(node_name "$1")"
  write_network_configuration "$1" >"$folder/cni/10-bridge.conflist"
  write_containerd_configuration "$(containerd_socket "$1")" "$folder/cni" >"$folder/containerd.toml"
  write_kubelet_configuration "$1" >"$folder/kubelet.yaml"
  write_proxy_configuration "$1" >"$folder/kube-proxy.yaml"
  echo "nameserver $DNS_SERVICE_IP" >"$folder/resolv.conf"
}

write_network_configuration() {
  cat <<EOC
{"cniVersion": "1.0.0", "name": "rampwright", "plugins": [
  {"type": "bridge", "bridge": "cni0", "isGateway": true, "ipMasq": false, "hairpinMode": true,
   "ipam": {"type": "host-local", "ranges": [[{"subnet": "$(pod_subnet "$1")"}]],
            "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
EOC
}

# write_containerd_configuration SOCKET NETWORK_FOLDER
# The machine may lack CAP_SYS_RESOURCE, hence restrict_oom_score_adj. Pods may
# use low ports without privileges, as they may nearly everywhere by now.
write_containerd_configuration() {
  cat <<EOC
version = 2
root = "/var/lib/containerd"
state = "/run/containerd"
disabled_plugins = ["io.containerd.internal.v1.opt", "io.containerd.snapshotter.v1.btrfs",
  "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs",
  "io.containerd.snapshotter.v1.aufs", "io.containerd.tracing.processor.v1.otlp"]
[grpc]
  address = "$1"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$PAUSE_IMAGE"
  restrict_oom_score_adj = true
  enable_unprivileged_ports = true
  enable_unprivileged_icmp = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$CNI_BINARIES"
    conf_dir = "$2"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    default_runtime_name = "runc"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
EOC
}

# The short periods make what tests wait for happen soon. Images exist nowhere
# but here, so none may be collected.
write_kubelet_configuration() {
  local pki=$STATE/pki
  cat <<EOC
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: $pki/ca.crt}
authorization: {mode: Webhook}
tlsCertFile: $pki/$(node_name "$1").crt
tlsPrivateKeyFile: $pki/$(node_name "$1").key
containerRuntimeEndpoint: unix://$(containerd_socket "$1")
cgroupDriver: cgroupfs
cgroupRoot: /$(cgroup_name "$1")
failCgroupV1: false
failSwapOn: false
enforceNodeAllocatable: []
oomScoreAdj: 0
clusterDNS: [$DNS_SERVICE_IP]
clusterDomain: cluster.local
resolvConf: $(node_folder "$1")/resolv.conf
maxPods: 200
podPidsLimit: -1
localStorageCapacityIsolation: false
evictionHard: {memory.available: 100Mi}
imageGCHighThresholdPercent: 100
imageMaximumGCAge: 0s
containerLogMaxSize: 10Mi
containerLogMaxFiles: 2
kubeAPIQPS: 200
kubeAPIBurst: 400
eventRecordQPS: 100
eventBurst: 200
nodeStatusUpdateFrequency: 4s
syncFrequency: 10s
volumeStatsAggPeriod: -1s
crashLoopBackOff: {maxContainerRestartPeriod: 10s}
EOC
}

# oomScoreAdj: lowering it needs CAP_SYS_RESOURCE. conntrack: its limits are the
# machine's and not the namespace's.
write_proxy_configuration() {
  cat <<EOC
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: $STATE/proxy.kubeconfig}
mode: iptables
clusterCIDR: $POD_RANGE
hostnameOverride: $(node_name "$1")
oomScoreAdj: 0
conntrack: {maxPerCore: 0}
iptables: {minSyncPeriod: 100ms}
EOC
}
