# shellcheck shell=bash
# Images into the nodes' containerd.
#
# A node starts with the base images in place: they are imported once, into a
# folder of the cache, and a new node gets hard links to its files. Nothing ever
# writes to a file of an image: containers write to layers of their own.

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

seed_folder() {
  local name keys=()
  for name in "${BASE_IMAGES[@]}"; do
    keys+=("$(image_key "$name")")
  done
  echo "$CACHE/seed/$(digest_text "${keys[@]}" "$(write_containerd_configuration /c.sock /cni)")"
}

build_seed() {
  local work folder tars
  folder=$(seed_folder)
  [[ ! -d $folder ]] || return 0
  scratch_folder work
  log "importing the base images once for all nodes"
  write_containerd_configuration /run/containerd.sock /run/cni >"$work/containerd.toml"
  mapfile -t tars < <(base_image_tars)
  mkdir -p "$work/seed"/{containerd,imported}
  in_private_mounts bash "$TESTBED/lib/import-once" "$work" "${tars[@]}" >"$work/log" 2>&1 ||
    die "importing the base images failed: $(tail -n 3 "$work/log")"
  for tar in "${tars[@]}"; do
    : >"$work/seed/imported/$(content_of "$tar")"
  done
  publish "$work/seed" "$folder"
  rm -rf "$work"
}

# plant_seed NODE: databases are the exception, they are written to.
plant_seed() {
  local folder file
  folder=$(node_folder "$1")
  cp --archive --link "$(seed_folder)/." "$folder/" 2>/dev/null ||
    cp --archive "$(seed_folder)/." "$folder/"
  find "$folder/containerd" -name '*.db' -type f -print0 | while IFS= read -r -d '' file; do
    cp "$file" "$file.own"
    mv "$file.own" "$file"
  done
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
