# shellcheck shell=bash
# metrics-server, which tells autoscalers what pods use. Only the scenario of an
# autoscaler wants it, so it is made when asked for.

metrics_server_binary() {
  echo "$CACHE/metrics-server/$METRICS_SERVER_VERSION/metrics-server"
}

# Our caller holds the build lock.
compile_metrics_server() {
  local work start=$SECONDS
  require_go
  scratch_folder work
  log "compiling metrics-server $METRICS_SERVER_VERSION (minutes the first time)"
  (cd "$work" && CGO_ENABLED=0 GOBIN=$work go install -p 2 -trimpath -ldflags "-s -w" \
    "sigs.k8s.io/metrics-server/cmd/metrics-server@v$METRICS_SERVER_VERSION") >&2 || die "the build of metrics-server failed"
  publish "$work" "$(dirname "$(metrics_server_binary)")"
  log "metrics-server is compiled (took $((SECONDS - start))s)"
}
