# shellcheck shell=bash
# Images into the nodes' containerd.

# content_of TAR: the SHA-256 of the file. Base images have it written beside
# them, since reading gigabytes at every `up` would take seconds.
content_of() {
  if [[ -f $1.sha256 && $1 == "$CACHE"/* ]]; then
    cat "$1.sha256"
  else
    sha256sum <"$1" | cut -d' ' -f1
  fi
}

# import NODE TAR: unless a file of the same content was imported before.
import() {
  local node=$1 tar=$2 mark
  mark=$(node_folder "$node")/imported/$(content_of "$tar")
  [[ ! -f $mark ]] || return 0
  ctr --address "$(containerd_socket "$node")" --namespace k8s.io images import "$tar" >/dev/null ||
    die "cannot import $tar into node $node: is it a docker-archive?"
  mkdir -p "$(dirname "$mark")"
  : >"$mark"
  log "node $node has $(basename "$tar")"
}

import_everywhere() {
  local node tar
  for tar in "$@"; do
    for node in $(cluster_nodes); do
      import "$node" "$tar"
    done
  done
}

base_image_tars() {
  print_images | cut -d= -f2
}

# The images that were loaded, so that they are there again after a bring-up
# that had to start anew.
remember_loaded() {
  touch "$STATE/loaded"
  printf '%s\n' "$@" | cat "$STATE/loaded" - | awk '!seen[$0]++' >"$STATE/loaded.new"
  mv "$STATE/loaded.new" "$STATE/loaded"
}

import_remembered() {
  local tar
  [[ -f $STATE/loaded ]] || return 0
  while read -r tar; do
    if [[ -f $tar ]]; then import_everywhere "$tar"; else log "no longer there, so not loaded: $tar"; fi
  done <"$STATE/loaded"
}
