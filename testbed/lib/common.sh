# shellcheck shell=bash
# What every part of the testbed shares: folders, messages, locks, keys.

readonly KUBERNETES_VERSION=1.35.4
readonly KWOK_VERSION=0.8.0
# Prometheus 3.16: a Go module has no other way to say a version above 1.
readonly PROMETHEUS_VERSION=0.316.0
readonly METRICS_SERVER_VERSION=0.9.0
readonly DEFAULT_CLUSTER=demo

TESTBED=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly TESTBED
CACHE=$(realpath -m "${RAMPWRIGHT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/rampwright}")
readonly CACHE
CLUSTERS=$(realpath -m "${RAMPWRIGHT_STATE:-${XDG_STATE_HOME:-$HOME/.local/state}/rampwright}/clusters")
readonly CLUSTERS
# Sockets have a folder of their own because the path of a unix socket may be
# no longer than 107 bytes. It also shows which clusters this machine runs.
readonly RUN_ROOT=/run/rampwright
# Unfinished work. Entries of the cache appear by a rename from here, so that a
# cache entry that exists is complete.
readonly SCRATCH=$CACHE/tmp

# log MESSAGE...: one line of progress on stderr with the time since the start;
# background jobs inherit SECONDS.
log() {
  printf '[%4ss] %s\n' "$SECONDS" "$*" >&2
}

die() {
  printf 'testbed: %s\n' "$*" >&2
  exit 1
}

require_root() {
  [[ $EUID -eq 0 ]] || die "needs root: it makes network namespaces, mounts and cgroups"
}

# lock FILE VARIABLE: waits for FILE's lock and holds it until the descriptor,
# whose number goes to VARIABLE, is closed. A holder may have removed the file
# (see unlock_and_remove), so a lock counts only if it is still the file there.
lock() {
  local file=$1 descriptor
  local -n held=$2
  mkdir -p "$(dirname "$file")"
  while :; do
    exec {descriptor}>"$file"
    if ! flock -n "$descriptor"; then
      log "waiting for another run to finish ($file)"
      flock "$descriptor"
    fi
    if [[ $file -ef /proc/self/fd/$descriptor ]]; then
      # shellcheck disable=SC2034  # a reference to the caller's variable
      held=$descriptor
      return
    fi
    exec {descriptor}>&-
  done
}

unlock() {
  local descriptor=$1
  exec {descriptor}>&-
}

# unlock_and_remove FILE DESCRIPTOR
unlock_and_remove() {
  rm -f "$1"
  unlock "$2"
}

# digest FILE|FOLDER...: a short hash of contents (and, in folders, of names),
# independent of where the checkout lies. Tests do not change what is built.
digest() {
  local path
  for path in "$@"; do
    if [[ -d $path ]]; then
      (cd "$path" && find . -type f ! -name '*_test.go' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
    else
      sha256sum <"$path"
    fi
  done | sha256sum | cut -c1-16
}

# digest_text TEXT...: the same for strings.
digest_text() {
  printf '%s\0' "$@" | sha256sum | cut -c1-16
}

# scratch_folder VARIABLE: makes a fresh folder for unfinished work.
scratch_folder() {
  local -n made=$1
  mkdir -p "$SCRATCH"
  # shellcheck disable=SC2034  # a reference to the caller's variable
  made=$(mktemp -d "$SCRATCH/XXXXXX")
}

# publish FOLDER ENTRY: makes finished work an entry of the cache at once.
publish() {
  mkdir -p "$(dirname "$2")"
  chmod 755 "$1"
  rm -rf "$2"
  mv -T "$1" "$2"
}

# wait_until LIMIT COMMAND...: repeats COMMAND for LIMIT seconds until it succeeds.
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.2
  done
}
