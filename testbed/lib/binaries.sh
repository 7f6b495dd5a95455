# shellcheck shell=bash
# The programs: Kubernetes, etcd, CoreDNS, Helm, the pause program, KWOK.
#
# Go's own caches are the machine's ordinary ones: they outlive a wiped cache of
# ours, and make the build after it a matter of seconds.

# The names the one binary of the control plane goes by.
readonly COMPONENTS=(etcd kube-apiserver kube-controller-manager kube-proxy
  kube-scheduler kubectl kubelet)
# The module's other programs: the folder's name is the program's.
readonly OTHER_PROGRAMS=(pause coredns helm)

binaries_key() {
  digest "$TESTBED/controlplane" "$TESTBED/lib/binaries.sh"
}

# The folder of finished binaries; it need not exist yet.
bin_folder() {
  echo "$CACHE/bin/$(binaries_key)"
}

module_version() {
  (cd "$TESTBED/controlplane" && go list -m -f '{{.Version}}' "$1")
}

# What upstream's build scripts stamp into the binaries: kubectl and the API
# server report it, and clients decide by it.
linker_flags() {
  local package flags="-s -w"
  for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    flags+=" -X $package.gitVersion=v$KUBERNETES_VERSION"
    flags+=" -X $package.gitMajor=$(cut -d. -f1 <<<"$KUBERNETES_VERSION")"
    flags+=" -X $package.gitMinor=$(cut -d. -f2 <<<"$KUBERNETES_VERSION")"
    flags+=" -X $package.gitTreeState=clean"
  done
  flags+=" -X helm.sh/helm/v4/internal/version.version=$(module_version helm.sh/helm/v4)"
  flags+=" -X helm.sh/helm/v4/internal/version.metadata="
  echo "$flags"
}

# report_packages: turns what `go build -v` says into a line every 15 s; errors pass through.
report_packages() {
  local line packages=0 said=$SECONDS
  while true; do
    if IFS= read -r -t 15 line; then
      case $line in
        'go: downloading '*) ;;
        *' '* | '#'*) printf '%s\n' "$line" >&2 ;;
        *) packages=$((packages + 1)) ;;
      esac
    else
      # Above 128: nothing was said for so long, as while linking. Else: the end.
      (($? > 128)) || break
    fi
    if ((SECONDS - said >= 15)); then
      log "compiled $packages packages"
      said=$SECONDS
    fi
  done
}

# go_build MODULE OUTPUT PACKAGE...: compiles static programs.
go_build() {
  local module=$1 output=$2
  shift 2
  (cd "$module" &&
    CGO_ENABLED=0 go build -v -p 2 -trimpath -buildvcs=false \
      -ldflags "$(linker_flags)" -o "$output" "$@" 2>&1) | report_packages
}

# Builds everything `up` needs. Our caller holds the build lock.
build_binaries() {
  local folder work name start=$SECONDS
  folder=$(bin_folder)
  [[ ! -d $folder ]] || return 0
  require_go
  scratch_folder work
  log "compiling Kubernetes $KUBERNETES_VERSION, etcd, CoreDNS, Helm (minutes the first time)"
  go_build "$TESTBED/controlplane" "$work/" . "${OTHER_PROGRAMS[@]/#/./}" || die "the Go build failed"
  for name in "${COMPONENTS[@]}"; do
    ln "$work/controlplane" "$work/$name"
  done
  rm "$work/controlplane"
  # Each has to know the name it is linked under; a wrong table is found here
  # and not as a cluster that does not start.
  for name in "${COMPONENTS[@]}"; do
    "$work/$name" --help >/dev/null 2>&1 || die "$name was built but does not run"
  done
  publish "$work" "$folder"
  log "binaries are ready (took $((SECONDS - start))s)"
}

# KWOK has other dependency versions and only scale tests want it, so it is
# built when asked for. It refuses to start without stages; those of its module
# are put beside it.
build_kwok() {
  local folder=$CACHE/kwok/$KWOK_VERSION work source
  if [[ ! -d $folder ]]; then
    require_go
    scratch_folder work
    log "compiling KWOK $KWOK_VERSION"
    (cd "$work" && CGO_ENABLED=0 GOBIN=$work go install -p 2 -trimpath -ldflags "-s -w" \
      "sigs.k8s.io/kwok/cmd/kwok@v$KWOK_VERSION") >&2 || die "the build of KWOK failed"
    source=$(cd "$work" && go mod download -json "sigs.k8s.io/kwok@v$KWOK_VERSION" |
      python3 -c 'import json, sys; print(json.load(sys.stdin)["Dir"])')
    copy_kwok_stages "$source/kustomize/stage" "$work/stages"
    publish "$work" "$folder"
  fi
  ln -sfn "$folder/kwok" "$(bin_folder)/kwok"
  ln -sfn "$folder/stages" "$(bin_folder)/kwok-stages"
}

# copy_kwok_stages SOURCE TARGET: nodes that are ready and keep a lease, and pods
# that run at once. Files of different stages share names.
copy_kwok_stages() {
  local stage file
  mkdir "$2"
  for stage in node/fast node/heartbeat-with-lease pod/fast; do
    for file in "$1/$stage"/*.yaml; do
      [[ $file != */kustomization.yaml ]] || continue
      install -m 644 "$file" "$2/${stage//\//-}-$(basename "$file")"
    done
  done
}

# A folder in the layout that fabric8's kube-api-test keeps its downloads in,
# so that it finds them and asks no server.
apiserver_binaries() {
  local folder=$CACHE/apiserver-binaries target name
  target=$folder/k8s/$KUBERNETES_VERSION-linux-amd64
  mkdir -p "$target"
  for name in kube-apiserver kubectl; do
    [[ "$target/$name" -ef "$(bin_folder)/$name" ]] || ln -f "$(bin_folder)/$name" "$target/$name"
  done
  # kube-api-test has etcd listen on every address of the machine; tests keep to loopback.
  # shellcheck disable=SC2016 # expanded by the script that is written
  printf '#!/usr/bin/env bash\nexec -a etcd %q "${@//0.0.0.0/127.0.0.1}"\n' "$(bin_folder)/etcd" >"$target/etcd.new"
  chmod 755 "$target/etcd.new"
  mv "$target/etcd.new" "$target/etcd"
  echo "$folder"
}
