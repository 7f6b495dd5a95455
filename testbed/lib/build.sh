# shellcheck shell=bash
# Builds all that a cluster needs, in parallel and once per machine.

# everything_built: whether there is nothing to do; takes a fraction of a second.
everything_built() {
  local name
  [[ -d $(bin_folder) && -z $(missing_packages) ]] || return 1
  for name in "${BASE_IMAGES[@]}"; do
    image_exists "$name" || return 1
  done
  [[ -d $(seed_folder) ]]
}

build_all() {
  everything_built || with_build_lock build_everything
}

# build_images NAME...: no more than these images need.
build_images() {
  local name
  for name in "$@"; do
    image_exists "$name" || with_build_lock "build_image_$name"
  done
}

with_build_lock() {
  local build_lock
  require_root
  mkdir -p "$CACHE"
  lock "$CACHE/build.lock" build_lock
  # We hold the lock, so unfinished work here is a dead run's.
  rm -rf "$SCRATCH"
  ensure_packages
  "$@"
  unlock "$build_lock"
}

build_everything() {
  run_jobs build_go build_java_and_valkey build_llamacpp
  build_seed
  prune_cache
  log "everything is built"
}

build_go() {
  build_binaries
  build_image_pause
  build_image_coredns
}

# One after the other, since they share the base and there are few cores.
build_java_and_valkey() {
  build_image_jre
  build_image_valkey
}

build_llamacpp() {
  build_image_llamacpp
  build_image_faultengine
}

# run_jobs FUNCTION...: runs them at the same time; when one fails, waits for
# the others, so that what they finish stays in the cache.
run_jobs() {
  local job pids=() pid failed=0
  for job in "$@"; do
    (set -e; "$job") &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do
    wait "$pid" || failed=1
  done
  ((failed == 0)) || die "the build failed"
}

# prune_cache: entries that other versions of the sources made and that nobody
# has built for a week. Running clusters do not depend on them.
prune_cache() {
  local name current
  current=("$(bin_folder)" "$(seed_folder)" "$(llamacpp_rootfs)" "$(base_tar trixie)" "$(base_tar sid)")
  for name in "${BASE_IMAGES[@]}"; do
    current+=("$(dirname "$(image_tar "$name")")")
  done
  for name in "${current[@]}"; do
    # Entries of the cache are the folders two levels below it.
    touch "$CACHE/$(cut -d/ -f1,2 <<<"${name#"$CACHE"/}")"
  done
  find "$CACHE"/{bin,seed,images,rootfs} -mindepth 1 -maxdepth 1 -mtime +7 -exec rm -rf {} +
}
