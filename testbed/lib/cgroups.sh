# shellcheck shell=bash
# Control groups: every node has a root of its own for its pods, since two
# kubelets must not share one.

# cgroup_hierarchies: version 1 has one folder per controller, version 2 has one.
cgroup_hierarchies() {
  if [[ $(stat -f -c %T /sys/fs/cgroup) == cgroup2fs ]]; then
    echo /sys/fs/cgroup
  else
    find /sys/fs/cgroup -mindepth 1 -maxdepth 1 -type d
  fi
}

make_cgroups() {
  local hierarchy folder file
  while read -r hierarchy; do
    folder=$hierarchy/$(cgroup_name "$1")
    mkdir -p "$folder" 2>/dev/null || continue
    # Of version 1: processors and memory nodes are not inherited.
    for file in cpuset.cpus cpuset.mems; do
      [[ $hierarchy != */cpuset ]] || cat "$hierarchy/$file" >"$folder/$file"
    done
  done < <(cgroup_hierarchies)
}

# cluster_cgroups: the folders of all nodes, whichever are left.
cluster_cgroups() {
  local hierarchy folder
  while read -r hierarchy; do
    for folder in "$hierarchy/rampwright-$CLUSTER".*; do
      [[ ! -d $folder ]] || echo "$folder"
    done
  done < <(cgroup_hierarchies)
}

cgroup_processes() {
  local folder
  while read -r folder; do
    find "$folder" -name cgroup.procs -exec cat {} + 2>/dev/null || true
  done < <(cluster_cgroups) | sort -un | sed '/^0$/d'
}

# The kernel takes a moment to notice that a group's last process has gone.
delete_cgroups() {
  wait_until 10 delete_cgroups_once || true
}

delete_cgroups_once() {
  local folder
  while read -r folder; do
    find "$folder" -depth -type d -exec rmdir {} + 2>/dev/null || true
  done < <(cluster_cgroups)
  [[ -z $(cluster_cgroups) ]]
}
