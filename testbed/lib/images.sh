# shellcheck shell=bash
# Container images without a registry: Debian packages become a root file
# system, and that becomes a docker-archive tar, which both containerd
# (`ctr images import`) and Jib (`tar://`) read.

readonly BASE_IMAGES=(pause coredns jre llamacpp valkey faultengine)
# The user that images run as unless a pod says otherwise: Pod Security
# `restricted` refuses root.
readonly IMAGE_USER=65532

readonly PAUSE_IMAGE=localhost/rampwright/pause:1
readonly COREDNS_IMAGE=localhost/rampwright/coredns:1
readonly JRE_IMAGE=localhost/rampwright/jre:25
readonly VALKEY_IMAGE=localhost/rampwright/valkey:8
readonly FAULT_ENGINE_IMAGE=localhost/rampwright/fault-engine:1

image_tar() {
  echo "$CACHE/images/$1-$(image_key "$1")/$1.tar"
}

# image_key NAME: what the image is made from. The content of Debian's mirror is
# not part of it: an image changes when its recipe does, or the cache is wiped.
image_key() {
  case $1 in
    pause | coredns) digest_text "$(binaries_key)" "$(recipe_key)" ;;
    faultengine) digest_text "$(digest "$TESTBED/fault-engine")" "$(recipe_key)" ;;
    *) recipe_key ;;
  esac
}

recipe_key() {
  digest "$TESTBED/lib/images.sh" "$TESTBED/lib/rootfs.sh" "$TESTBED/lib/docker-archive.py"
}

# archive NAME REFERENCE CONFIG LAYER...: writes the image and makes it a cache
# entry. CONFIG is the JSON object of the image's run configuration, layers are
# folders.
archive() {
  local name=$1 reference=$2 config=$3 work
  shift 3
  scratch_folder work
  python3 "$TESTBED/lib/docker-archive.py" "$reference" "$work/$name.tar" "$config" "$@" ||
    die "writing the image $name failed"
  sha256sum <"$work/$name.tar" | cut -d' ' -f1 >"$work/$name.tar.sha256"
  echo "$reference" >"$work/$name.tar.reference"
  publish "$work" "$(dirname "$(image_tar "$name")")"
  log "image $reference is ready"
}

image_exists() {
  [[ -f $(image_tar "$1") ]]
}

# program_image NAME REFERENCE USER PROGRAM: an image of one static program.
program_image() {
  local name=$1 reference=$2 user=$3 program=$4 work
  ! image_exists "$name" || return 0
  scratch_folder work
  mkdir -p "$work/rootfs"/{bin,etc,tmp}
  chmod 1777 "$work/rootfs/tmp"
  cp "$(bin_folder)/$program" "$work/rootfs/bin/$program"
  archive "$name" "$reference" \
    '{"Entrypoint": ["/bin/'"$program"'"], "User": "'"$user"'"}' "$work/rootfs"
  rm -rf "$work"
}

build_image_pause() {
  build_binaries
  program_image pause "$PAUSE_IMAGE" 65535 pause
}

build_image_coredns() {
  build_binaries
  program_image coredns "$COREDNS_IMAGE" "$IMAGE_USER" coredns
}

# Java 25, the base of the project's own images.
build_image_jre() {
  ! image_exists jre || return 0
  local work java_home
  scratch_folder work
  rootfs_with "$work/rootfs" trixie openjdk-25-jre-headless
  java_home=$(cd "$work/rootfs" && echo usr/lib/jvm/java-25-openjdk-*)
  archive jre "$JRE_IMAGE" '{
    "Entrypoint": ["java"], "Cmd": ["-version"], "User": "'$IMAGE_USER'",
    "Env": ["JAVA_HOME=/'"$java_home"'", "LANG=C.UTF-8"]}' "$work/rootfs"
  rm -rf "$work"
}

# llama-server listens on all addresses by default, as in llama.cpp's own image.
readonly LLAMA_ENVIRONMENT='"LLAMA_ARG_HOST=0.0.0.0", "HOME=/tmp", "LANG=C.UTF-8"'

# The root file system with llama.cpp, which two images start from.
llamacpp_rootfs() {
  echo "$CACHE/rootfs/llamacpp-$(recipe_key)/rootfs"
}

build_llamacpp_rootfs() {
  [[ ! -d $(llamacpp_rootfs) ]] || return 0
  local work
  scratch_folder work
  rootfs_with "$work/rootfs" sid llama.cpp-tools
  publish "$work" "$(dirname "$(llamacpp_rootfs)")"
}

# The build number that llama-server reports, which becomes the tag.
llamacpp_build() {
  chroot "$(llamacpp_rootfs)" llama-server --version 2>&1 |
    sed -nE 's/.*\bb?([0-9]{4,})\b.*/\1/p' | head -n 1
}

build_image_llamacpp() {
  ! image_exists llamacpp || return 0
  build_llamacpp_rootfs
  archive llamacpp "localhost/rampwright/llama-cpp:b$(llamacpp_build)" '{
    "Entrypoint": ["llama-server"], "User": "'$IMAGE_USER'",
    "Env": ['"$LLAMA_ENVIRONMENT"']}' "$(llamacpp_rootfs)"
}

# A real engine with something in front that makes it fail on demand.
build_image_faultengine() {
  ! image_exists faultengine || return 0
  build_llamacpp_rootfs
  require_go
  local work
  scratch_folder work
  mkdir -p "$work/layer/usr/local/bin"
  chmod -R 755 "$work/layer"
  go_build "$TESTBED/fault-engine" "$work/layer/usr/local/bin/fault-engine" . ||
    die "the build of the fault engine failed"
  archive faultengine "$FAULT_ENGINE_IMAGE" '{
    "Entrypoint": ["/usr/local/bin/fault-engine"], "User": "'$IMAGE_USER'",
    "Env": ['"$LLAMA_ENVIRONMENT"']}' "$(llamacpp_rootfs)" "$work/layer"
  rm -rf "$work"
}

# Without arguments valkey serves the pod's address and keeps nothing on disk.
build_image_valkey() {
  ! image_exists valkey || return 0
  local work
  scratch_folder work
  rootfs_with "$work/rootfs" trixie valkey-server valkey-tools
  archive valkey "$VALKEY_IMAGE" '{
    "Entrypoint": ["valkey-server"], "User": "'$IMAGE_USER'", "WorkingDir": "/tmp",
    "Cmd": ["--protected-mode", "no", "--save", "", "--appendonly", "no"],
    "Env": ["LANG=C.UTF-8"]}' "$work/rootfs"
  rm -rf "$work"
}

# print_images NAME...
print_images() {
  local name
  for name in "$@"; do
    echo "$name=$(image_tar "$name")"
  done
}

# print_references: builds nothing, so llama.cpp's is known only if its image
# has been built by anybody since the cache was wiped.
print_references() {
  local llamacpp
  echo "pause=$PAUSE_IMAGE"
  echo "coredns=$COREDNS_IMAGE"
  echo "jre=$JRE_IMAGE"
  echo "valkey=$VALKEY_IMAGE"
  echo "faultengine=$FAULT_ENGINE_IMAGE"
  llamacpp=$(cat "$(image_tar llamacpp).reference" 2>/dev/null) ||
    die "llama.cpp's tag is its build number, which is known once the image is built: cluster images llamacpp"
  echo "llamacpp=$llamacpp"
}
