# shellcheck shell=bash
# A data plane of the Gateway API: Traefik as an image, and the API's own definitions. Only the tests
# of Gateway mode want the former, so it is made when asked for.

readonly GATEWAY_MODULE=$TESTBED/gateway
readonly GATEWAY_IMAGE=localhost/rampwright/traefik:3

# The folder of finished work: traefik.tar and definitions/; it need not exist yet.
gateway_folder() {
  echo "$CACHE/gateway/$(digest "$GATEWAY_MODULE" "$TESTBED/lib/gateway.sh")"
}

# gateway_definitions TARGET: copies the API's definitions, of the standard channel, from the module
# that Traefik was made with.
gateway_definitions() {
  local source work
  [[ ! -d $1 ]] || return 0
  require_go
  source=$(cd "$GATEWAY_MODULE" && go mod download -json sigs.k8s.io/gateway-api |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["Dir"])')
  scratch_folder work
  install -m 644 "$source"/config/crd/standard/*.yaml "$source/LICENSE" "$work/"
  publish "$work" "$1"
}

# Our caller holds the build lock.
build_gateway() {
  local work folder start=$SECONDS
  folder=$(gateway_folder)
  [[ ! -d $folder ]] || return 0
  require_go
  scratch_folder work
  mkdir -p "$work/rootfs"/{bin,tmp} "$work/entry"
  chmod 1777 "$work/rootfs/tmp"
  log "compiling Traefik (minutes the first time)"
  # Static, so that the image needs nothing else.
  (cd "$GATEWAY_MODULE" &&
    CGO_ENABLED=0 go build -v -p 2 -trimpath -buildvcs=false -ldflags "-s -w" \
      -o "$work/rootfs/bin/traefik" github.com/traefik/traefik/v3/cmd/traefik 2>&1) | report_packages ||
    die "the build of Traefik failed"
  python3 "$TESTBED/lib/docker-archive.py" "$GATEWAY_IMAGE" "$work/entry/traefik.tar" \
    '{"Entrypoint": ["/bin/traefik"], "User": "'"$IMAGE_USER"'"}' "$work/rootfs" ||
    die "writing the image of Traefik failed"
  sha256sum <"$work/entry/traefik.tar" | cut -d' ' -f1 >"$work/entry/traefik.tar.sha256"
  echo "$GATEWAY_IMAGE" >"$work/entry/traefik.tar.reference"
  gateway_definitions "$work/entry/definitions"
  publish "$work/entry" "$folder"
  rm -rf "$work"
  find "$CACHE/gateway" -mindepth 1 -maxdepth 1 ! -path "$folder" -mtime +7 -exec rm -rf {} +
  log "Traefik is ready (took $((SECONDS - start))s)"
}
