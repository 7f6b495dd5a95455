# shellcheck shell=bash
# Processes of a cluster.
#
# All of a node's processes, its containers included, live in a process
# namespace of the node. When the namespace's first process ends, by whatever
# cause, the kernel ends all others, and with them go the node's private mounts.
# So a cluster can be half dead only by component, and never leaves containers
# or mounts without an owner.
#
# A process is known by its pid and its start time, since pids are reused, and
# carries RAMPWRIGHT_CLUSTER in its environment, so that it is also found when a
# killed run did not come to write its pid down.

# start_time PID: in clock ticks since boot; fails if there is no such process.
start_time() {
  local stat fields
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # The command's name is in parentheses and may contain anything.
  read -ra fields <<<"${stat##*) }"
  # A zombie has ended for all purposes.
  [[ ${fields[0]} != Z ]] || return 1
  echo "${fields[19]}"
}

pid_file() { echo "$STATE/pids/$1"; }

record_process() {
  local file
  file=$(pid_file "$1")
  mkdir -p "$STATE/pids"
  echo "$2 $(start_time "$2")" >"$file.new" && mv "$file.new" "$file"
}

# process_of NAME: prints the pid of a running component, else fails.
process_of() {
  local pid started
  read -r pid started 2>/dev/null <"$(pid_file "$1")" || return 1
  [[ -n $started && $(start_time "$pid") == "$started" ]] || return 1
  echo "$pid"
}

running() { process_of "$1" >/dev/null; }

# The environment that marks our processes, and all that a component needs. The
# proxies and other settings of the caller are no business of the cluster's.
component_environment() {
  printf '%s\n' "RAMPWRIGHT_CLUSTER=$STATE" "PATH=$(bin_folder):/usr/sbin:/usr/bin:/sbin:/bin" HOME=/
}

# start_init NODE: makes the node's namespaces, with the pause program as the
# first process in them.
start_init() {
  local node=$1 environment
  mapfile -t environment < <(component_environment)
  mkdir -p "$(node_folder "$node")"/{var-log,kubelet,containerd}
  env -i "${environment[@]}" setsid nsenter "--net=/run/netns/$(network_namespace "$node")" \
    unshare --mount --pid --fork --kill-child --mount-proc \
    bash "$TESTBED/lib/node-init" "$(node_folder "$node")" "$CLUSTERS" "$CACHE" "$RUN" \
    </dev/null >"$(node_folder "$node")/init.log" 2>&1 {LOCK}>&- &
  wait_until 10 record_init "$node" $! || die "node $node's namespaces did not come up: $(tail -n 3 "$(node_folder "$node")/init.log")"
}

# record_init NODE PID: the init is the child of unshare, and ready when it has
# become the pause program.
record_init() {
  local child
  child=$(pgrep --parent "$2") || return 1
  [[ $(readlink "/proc/$child/exe") == */pause ]] || return 1
  record_process "init$1" "$child"
}

# start_component NODE NAME COMMAND...: runs a program in a node's namespaces.
# nsenter cannot move a process to a process namespace, only its children; so a
# shell between makes the child and ends, and the node's init adopts it.
start_component() {
  local node=$1 name=$2 log init pid environment
  shift 2
  log=$(node_folder "$node")/$name.log
  init=$(process_of "init$node") || return 1
  mapfile -t environment < <(component_environment)
  # shellcheck disable=SC2016  # expanded by the inner shell
  pid=$(nsenter --target "$init" --mount --net --pid --no-fork bash -c '
    log=$1; shift
    env -i "$@" </dev/null >>"$log" 2>&1 &
    echo $!' - "$log" "${environment[@]}" setsid "$@" {LOCK}>&-)
  record_process "$name$node" "$pid"
}

# ancestors: this script's own pid and those above it, which must never be ended.
ancestors() {
  local pid=$BASHPID
  while ((pid > 1)); do
    echo "$pid"
    pid=$(awk '$1 == "PPid:" { print $2 }' "/proc/$pid/status" 2>/dev/null) || return 0
  done
}

# cluster_processes: every process that belongs to the cluster, whether recorded
# or not: by the mark, or by being in one of its network namespaces.
cluster_processes() {
  {
    # grep fails if there is none, and for processes that end meanwhile.
    grep -lzxF "RAMPWRIGHT_CLUSTER=$STATE" /proc/[0-9]*/environ 2>/dev/null || true
    processes_in_networks
  } | cut -d/ -f3 | sort -un | { grep -vxFf <(ancestors) || true; } | while read -r pid; do
    ! start_time "$pid" >/dev/null || echo "$pid"
  done
}

processes_in_networks() {
  local inode inodes=()
  for inode in "/run/netns/rw-$CLUSTER" "/run/netns/rw-$CLUSTER".*; do
    [[ ! -e $inode ]] || inodes+=("-e" "net:[$(stat -L -c %i "$inode")]")
  done
  ((${#inodes[@]})) || return 0
  { find /proc/[0-9]*/ns/net -maxdepth 0 -printf '%p %l\n' 2>/dev/null || true; } |
    { grep -F "${inodes[@]}" || true; }
}

# end_processes: ends them all at once. There is nothing to be saved in a
# cluster that goes away.
end_processes() {
  local node
  for node in $(seq "$MAX_NODES"); do
    ! process_of "init$node" >/dev/null || kill -KILL "$(process_of "init$node")"
  done
  wait_until 15 end_the_rest || log "some processes do not end"
}

end_the_rest() {
  local pids
  mapfile -t pids < <(cluster_processes; cgroup_processes)
  ((${#pids[@]})) || return 0
  kill -KILL "${pids[@]}" 2>/dev/null
  return 1
}
