# shellcheck shell=bash
# Bringing a cluster up and taking it down.

kube() {
  KUBECONFIG=$KUBECONFIG_FILE "$(bin_folder)/kubectl" "$@"
}

# bring_up NODES: NODES is empty for "as many as there are, or one".
bring_up() {
  local wanted=$1 LOCK
  require_root
  build_all
  lock "$CLUSTER_LOCK" LOCK
  claim_name
  if usable && ! resume "$wanted"; then
    log "cluster $CLUSTER does not recover; starting anew"
    rm -f "$STATE/ready"
  fi
  usable || start_anew "$wanted"
  unlock "$LOCK"
}

# claim_name: names are the machine's, as network namespaces are; two state
# folders cannot both have a cluster of one name.
claim_name() {
  local owner
  owner=$(cat "$RUN/owner" 2>/dev/null || true)
  if [[ -n $owner && $owner != "$STATE" ]]; then
    [[ ! -d $owner ]] || die "a cluster named $CLUSTER runs from another state folder, $owner"
    # Somebody removed the folder of a cluster that may still run.
    tear_down_of "$owner"
  fi
  mkdir -p "$RUN"
  echo "$STATE" >"$RUN/owner"
}

# usable: whether a bring-up or resumption once came to its end and nothing that
# cannot be started again has gone since.
usable() {
  local node
  [[ -f $STATE/ready ]] || return 1
  for node in $(cluster_nodes); do
    running "init$node" && [[ -e /run/netns/$(network_namespace "$node") ]] || return 1
  done
  ip link show "$(host_interface)" >/dev/null 2>&1
}

# resume NODES: starts what has ended, adds nodes. Without the mark a run that is
# killed in the middle leads to a start from nothing.
resume() {
  local wanted=${1:-$(<"$STATE/nodes")} node
  if ((wanted <= $(<"$STATE/nodes"))) && healthy; then
    base_images_imported || import_base_images
    return
  fi
  rm -f "$STATE/ready"
  log "cluster $CLUSTER is up; adding what is missing"
  start_control_plane || return 1
  for node in $(cluster_nodes); do
    start_node_components "$node" || return 1
  done
  while (($(<"$STATE/nodes") < wanted)); do
    add_node $(($(<"$STATE/nodes") + 1)) || return 1
  done
  finish 120
}

# start_anew NODES
start_anew() {
  local wanted=${1:-} loaded=
  if [[ -e $STATE ]]; then
    log "removing what is left of cluster $CLUSTER"
    wanted=${wanted:-$(cat "$STATE/nodes" 2>/dev/null || true)}
    loaded=$(cat "$STATE/loaded" 2>/dev/null || true)
  fi
  tear_down
  mkdir -p "$STATE"
  claim_name
  [[ -z $loaded ]] || echo "$loaded" >"$STATE/loaded"
  log "starting cluster $CLUSTER"
  echo 1 >"$STATE/nodes"
  prepare
  start_control_plane || die "the control plane does not come up: see $(node_folder 1)/*.log"
  start_node_components 1 || die "node 1 does not come up: see $(node_folder 1)/*.log"
  while (($(<"$STATE/nodes") < ${wanted:-1})); do
    add_node $(($(<"$STATE/nodes") + 1))
  done
  finish 120 || die "cluster $CLUSTER does not become ready: see $STATE/node*/*.log"
}

prepare() {
  make_first_network
  make_authority
  make_control_plane_certificates
  write_kubeconfig "$STATE/controller-manager.kubeconfig" controller-manager
  write_kubeconfig "$STATE/scheduler.kubeconfig" scheduler
  write_kubeconfig "$STATE/proxy.kubeconfig" proxy
  write_kubeconfig "$KUBECONFIG_FILE" admin
  printf 'nameserver %s\nsearch svc.cluster.local cluster.local\noptions ndots:3\n' \
    "$DNS_SERVICE_IP" >"$STATE/resolv.conf"
  prepare_node 1
}

prepare_node() {
  make_cgroups "$1"
  write_node_files "$1"
  plant_seed "$1"
  start_init "$1"
}

start_control_plane() {
  local component
  for component in "${CONTROL_PLANE[@]}"; do
    running "${component}1" || "start_$component"
    [[ $component != kube-apiserver ]] || wait_until 60 apiserver_ready || return 1
  done
}

apiserver_ready() {
  kube get --raw /readyz --request-timeout=10s >/dev/null 2>&1
}

start_node_components() {
  local component
  for component in "${NODE_COMPONENTS[@]}"; do
    running "$component$1" || "start_$component" "$1"
    [[ $component != containerd ]] || prepare_containerd "$1" || return 1
  done
}

# No pod can start without the pause image, and the kubelet reports an error for
# each attempt.
prepare_containerd() {
  wait_until 30 containerd_answers "$1" || return 1
  import "$1" "$(image_tar pause)"
}

containerd_answers() {
  ctr --address "$(containerd_socket "$1")" version >/dev/null 2>&1
}

add_node() {
  local node=$1
  log "adding node $node"
  make_further_network "$node"
  prepare_node "$node"
  echo "$node" >"$STATE/nodes"
  start_node_components "$node"
}

# finish LIMIT: from running processes to a cluster that is ready for use.
finish() {
  local limit=$1
  wait_until "$limit" kube apply -f "$TESTBED/manifests/coredns.yaml" >/dev/null || return 1
  import_base_images
  import_remembered
  wait_until "$limit" healthy || return 1
  : >"$STATE/ready"
  log "cluster $CLUSTER is ready"
}

# healthy: all processes run, all nodes are Ready, and cluster DNS answers.
healthy() {
  local component node
  for component in "${CONTROL_PLANE[@]}"; do
    running "${component}1" || return 1
  done
  for node in $(cluster_nodes); do
    for component in "${NODE_COMPONENTS[@]}"; do
      running "$component$node" || return 1
    done
  done
  apiserver_ready && nodes_ready && dns_answers
}

nodes_ready() {
  local ready
  ready=$(kube get nodes -o 'jsonpath={range .items[*]}{.metadata.name}={.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}' 2>/dev/null)
  for node in $(cluster_nodes); do
    grep -qx "$(node_name "$node")=True" <<<"$ready" || return 1
  done
}

# dns_answers: asks over the Service's address, which proves kube-proxy too.
dns_answers() {
  in_network 1 python3 "$TESTBED/lib/dns-query.py" "$DNS_SERVICE_IP" \
    kubernetes.default.svc.cluster.local 2>/dev/null | grep -qx "$API_SERVICE_IP"
}

# take_down: removes everything, checks, and says what is left.
take_down() {
  local LOCK
  require_root
  lock "$CLUSTER_LOCK" LOCK
  claim_name
  tear_down
  unlock_and_remove "$CLUSTER_LOCK" "$LOCK"
  rmdir "$RUN_ROOT" 2>/dev/null || true
  # `ip netns` mounts the folder of all namespaces on itself; without any it is
  # not needed. This fails while there is one, whoever made it.
  if umount /run/netns 2>/dev/null; then rmdir /run/netns; fi
  check_leftovers
}

# tear_down: works from any state, also one that a killed run left.
tear_down() {
  end_processes
  unmount_leftovers
  delete_networks
  delete_cgroups
  wait_until 10 networks_gone || true
  rm -rf --one-file-system "${STATE:?}" "${RUN:?}"
}

tear_down_of() {
  local STATE=$1
  tear_down
}

# Mounts are in the nodes' namespaces and have gone with them, except those that
# a run may have been killed in the middle of, and those of other tools.
unmount_leftovers() {
  cluster_mounts | sort -r | while read -r target; do
    umount --lazy "$target" || true
  done
}

cluster_mounts() {
  awk -v state="$STATE/" -v run="$RUN/" 'index($5 "/", state) == 1 || index($5 "/", run) == 1 { print $5 }' \
    /proc/self/mountinfo
}

networks_gone() {
  [[ -z $(host_links) ]] && ! compgen -G "/run/netns/rw-$CLUSTER" >/dev/null &&
    ! compgen -G "/run/netns/rw-$CLUSTER.*" >/dev/null
}

# leftovers: one line for everything that exists of the cluster.
leftovers() {
  local pid
  for pid in $(cluster_processes) $(cgroup_processes); do
    echo "process $pid $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | cut -c1-120)"
  done
  cluster_mounts | sed 's/^/mount /'
  host_links | sed 's/^/interface /'
  compgen -G "/run/netns/rw-$CLUSTER" | sed 's/^/network namespace /' || true
  compgen -G "/run/netns/rw-$CLUSTER.*" | sed 's/^/network namespace /' || true
  cluster_cgroups | sed 's/^/cgroup /'
  [[ ! -e $STATE ]] || echo "folder $STATE"
  [[ ! -e $RUN ]] || echo "folder $RUN"
}

check_leftovers() {
  local left
  left=$(leftovers | sort -u)
  if [[ -n $left ]]; then
    echo "$left"
    echo "cluster $CLUSTER: $(wc -l <<<"$left") leftovers" >&2
    return 1
  fi
  echo "cluster $CLUSTER: nothing is left (no process, mount, network namespace, interface, cgroup, folder)"
}

print_status() {
  local node component ended=()
  if [[ ! -d $STATE ]]; then
    echo "$CLUSTER: not there"
    return
  fi
  for component in init "${CONTROL_PLANE[@]}" "${NODE_COMPONENTS[@]}"; do
    running "${component}1" || ended+=("$component")
  done
  if usable && healthy; then
    echo "$CLUSTER: up, $(<"$STATE/nodes") node(s), API server https://$(node_ip 1):6443, this machine is $(host_ip) there"
    kube get nodes,pods --all-namespaces -o wide | sed 's/^/  /'
  else
    echo "$CLUSTER: not ready${ended[0]:+; ended: ${ended[*]}}"
  fi
}
