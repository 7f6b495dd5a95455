# shellcheck shell=bash
# Images into the nodes' containerd.
#
# A node starts with the base images in place: they are imported once, into a
# folder of the cache, and a new node gets hard links to its files. Nothing ever
# writes to a file of an image: containers write to layers of their own.

# Base images have content and name written beside them, since reading them all
# at every `up` would take seconds.

# content_of TAR: the SHA-256 of the file.
content_of() {
  if [[ -f $1.sha256 && $1 == "$CACHE"/* ]]; then
    cat "$1.sha256"
  else
    sha256sum <"$1" | cut -d' ' -f1
  fi
}

# references_of TAR: the names of the images in it.
references_of() {
  if [[ -f $1.reference && $1 == "$CACHE"/* ]]; then
    cat "$1.reference"
  else
    tar -xOf "$1" manifest.json 2>/dev/null | python3 -c '
import json, sys
for image in json.load(sys.stdin):
    print(*image["RepoTags"] or [], sep="\n")' 2>/dev/null
  fi
}

# What a node has is noted by name, because a name can be given to another image
# and back.
note_import() {
  local folder=$1 content=$2 reference
  shift 2
  mkdir -p "$folder"
  for reference in "$@"; do
    echo "$content" >"$folder/$(digest_text "$reference")"
  done
}

# imported NODE CONTENT REFERENCE...
imported() {
  local folder content=$2 reference
  folder=$(node_folder "$1")/imported
  shift 2
  (($#)) || return 1
  for reference in "$@"; do
    [[ $(cat "$folder/$(digest_text "$reference")" 2>/dev/null) == "$content" ]] || return 1
  done
}

# import NODE TAR: unless the node has it.
import() {
  local node=$1 tar=$2 content references
  content=$(content_of "$tar")
  mapfile -t references < <(references_of "$tar")
  ! imported "$node" "$content" "${references[@]}" || return 0
  ctr --address "$(containerd_socket "$node")" --namespace k8s.io images import "$tar" >/dev/null ||
    die "cannot import $tar into node $node: is it a docker-archive?"
  note_import "$(node_folder "$node")/imported" "$content" "${references[@]}"
  log "node $node has $(basename "$tar")"
}

# base_images_imported: whether all nodes have the base images as they are now.
base_images_imported() {
  local node tar
  for tar in $(base_image_tars); do
    for node in $(cluster_nodes); do
      imported "$node" "$(content_of "$tar")" "$(references_of "$tar")" || return 1
    done
  done
}

# Base images that were built anew since the nodes were made, too.
import_base_images() {
  local tars
  mapfile -t tars < <(base_image_tars)
  import_everywhere "${tars[@]}"
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
  print_images "${BASE_IMAGES[@]}" | cut -d= -f2
}

# The fault engine changes often, and is small without the layer it shares.
readonly SEED_IMAGES=(pause coredns jre llamacpp valkey)

seed_folder() {
  local name keys=()
  for name in "${SEED_IMAGES[@]}"; do
    keys+=("$(image_key "$name")")
  done
  echo "$CACHE/seed/$(digest_text "${keys[@]}" "$(write_containerd_configuration /c.sock /cni)")"
}

build_seed() {
  local work folder name tars=() tar
  folder=$(seed_folder)
  [[ ! -d $folder ]] || return 0
  scratch_folder work
  log "importing the base images once for all nodes"
  write_containerd_configuration /run/containerd.sock /run/cni >"$work/containerd.toml"
  for name in "${SEED_IMAGES[@]}"; do
    tars+=("$(image_tar "$name")")
  done
  mkdir -p "$work/seed/containerd"
  in_private_mounts bash "$TESTBED/lib/import-once" "$work" "${tars[@]}" >"$work/log" 2>&1 ||
    die "importing the base images failed: $(tail -n 3 "$work/log")"
  for tar in "${tars[@]}"; do
    note_import "$work/seed/imported" "$(content_of "$tar")" "$(references_of "$tar")"
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
# that had to start anew. In the order of their last load, which decides if two
# have the same name.
remember_loaded() {
  touch "$STATE/loaded"
  printf '%s\n' "$@" | cat "$STATE/loaded" - | tac | awk '!seen[$0]++' | tac >"$STATE/loaded.new"
  mv "$STATE/loaded.new" "$STATE/loaded"
}

import_remembered() {
  local tar
  [[ -f $STATE/loaded ]] || return 0
  while read -r tar; do
    if [[ -f $tar ]]; then import_everywhere "$tar"; else log "no longer there, so not loaded: $tar"; fi
  done <"$STATE/loaded"
}
