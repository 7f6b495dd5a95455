# shellcheck shell=bash
# Prometheus, as a program for tests. Debian's is unpacked and not installed: the
# package would start a server on the machine. The newest one that is to be had
# takes some five minutes of processor time to compile, so only who asks gets it.

# prometheus_binary debian|compiled: where it is, or will be.
prometheus_binary() {
  case $1 in
    debian) echo "$CACHE/prometheus/debian-$(digest "$TESTBED/lib/prometheus.sh")/usr/bin/prometheus" ;;
    compiled) echo "$CACHE/prometheus/$PROMETHEUS_VERSION/prometheus" ;;
  esac
}

unpack_prometheus() {
  local work start=$SECONDS
  [[ ! -x $(prometheus_binary debian) ]] || return 0
  scratch_folder work
  download_prometheus "$work" >>"$CACHE/apt.log" 2>&1 ||
    { apt-get update -qq >&2 && download_prometheus "$work" >>"$CACHE/apt.log" 2>&1; } ||
    die "apt-get could not download prometheus, see $CACHE/apt.log"
  mkdir "$work/root"
  dpkg-deb -x "$work"/prometheus_*.deb "$work/root" || die "the package prometheus cannot be unpacked"
  publish "$work/root" "$(dirname "$(dirname "$(dirname "$(prometheus_binary debian)")")")"
  "$(prometheus_binary debian)" --version >/dev/null 2>&1 || die "Debian's prometheus does not run"
  log "prometheus is unpacked (took $((SECONDS - start))s)"
}

download_prometheus() {
  (cd "$1" && apt-get download -qq prometheus)
}

# Without service discovery, which no test needs and which is most of it.
compile_prometheus() {
  local work start=$SECONDS
  [[ ! -x $(prometheus_binary compiled) ]] || return 0
  require_go
  scratch_folder work
  log "compiling Prometheus $PROMETHEUS_VERSION (minutes the first time)"
  (cd "$work" && CGO_ENABLED=0 GOBIN=$work go install -p 2 -trimpath -tags remove_all_sd -ldflags "-s -w" \
    "github.com/prometheus/prometheus/cmd/prometheus@v$PROMETHEUS_VERSION") >&2 || die "the build of Prometheus failed"
  publish "$work" "$(dirname "$(prometheus_binary compiled)")"
  log "Prometheus is compiled (took $((SECONDS - start))s)"
}
