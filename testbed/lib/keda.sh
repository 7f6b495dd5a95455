# shellcheck shell=bash
# KEDA, an autoscaler: its operator and its metrics adapter as images, and its own manifests. Only one
# scenario wants it, so it is made when asked for.

readonly KEDA_MODULE=$TESTBED/keda
readonly KEDA_PACKAGE=github.com/kedacore/keda/v2

# The folder of finished work: two images and what `kubectl apply -k` takes; it need not exist yet.
keda_folder() {
  echo "$CACHE/keda/$(digest "$KEDA_MODULE" "$TESTBED/lib/keda.sh")"
}

# keda_image FOLDER PACKAGE PROGRAM: the program of a package as an image in which it is called PROGRAM,
# as in KEDA's own.
keda_image() {
  local rootfs=$1/rootfs-$3 reference=localhost/rampwright/$3:2
  mkdir -p "$rootfs/tmp"
  chmod 1777 "$rootfs/tmp"
  # Static, so that the image needs nothing else.
  (cd "$KEDA_MODULE" &&
    CGO_ENABLED=0 go build -v -p 2 -trimpath -buildvcs=false -ldflags "-s -w" -o "$rootfs/$3" "$2" 2>&1) |
    report_packages || die "the build of $3 failed"
  python3 "$TESTBED/lib/docker-archive.py" "$reference" "$1/$3.tar" \
    '{"Entrypoint": ["/'"$3"'"], "User": "'"$IMAGE_USER"'"}' "$rootfs" || die "writing the image of $3 failed"
  sha256sum <"$1/$3.tar" | cut -d' ' -f1 >"$1/$3.tar.sha256"
  echo "$reference" >"$1/$3.tar.reference"
  rm -rf "$rootfs"
}

# Our caller holds the build lock.
build_keda() {
  local work folder source start=$SECONDS
  folder=$(keda_folder)
  [[ ! -d $folder ]] || return 0
  require_go
  scratch_folder work
  log "compiling KEDA (minutes the first time)"
  keda_image "$work" "$KEDA_PACKAGE/cmd/operator" keda
  keda_image "$work" "$KEDA_PACKAGE/cmd/adapter" keda-adapter
  source=$(cd "$KEDA_MODULE" && go list -m -f '{{.Dir}}' "$KEDA_PACKAGE")
  # Not as the files of a module are: those cannot be removed.
  cp -r --no-preserve=mode "$source/config" "$source/LICENSE" "$work/"
  cp "$KEDA_MODULE/kustomization.yaml" "$work/"
  publish "$work" "$folder"
  find "$CACHE/keda" -mindepth 1 -maxdepth 1 ! -path "$folder" -mtime +7 -exec rm -rf {} +
  log "KEDA is ready (took $((SECONDS - start))s)"
}
