# Sourced by the scripts in this folder: places, a JDK 25, words for the reader.
# shellcheck shell=bash
# shellcheck disable=SC2034 # used by the scripts that source this one
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${RAMPWRIGHT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/rampwright}
STARTED=$SECONDS

# say TEXT...: one line with the elapsed time, on stderr so that stdout stays for results.
say() {
  printf '[%4ds] %s\n' "$((SECONDS - STARTED))" "$*" >&2
}

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

is_jdk25() {
  [[ -x "$1/bin/javac" ]] && [[ $("$1/bin/javac" -version 2>&1) == "javac 25"* ]]
}

# find_jdk: sets JAVA_HOME to a JDK 25: the one in force, or one beside the machine's others.
find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/*jdk*25* "$HOME"/.sdkman/candidates/java/25*; do
    if [[ -n $candidate ]] && is_jdk25 "$candidate"; then
      export JAVA_HOME=$candidate
      return
    fi
  done
  fail "no JDK 25 found. Install one (Debian 13: apt-get install openjdk-25-jdk-headless; or any Temurin 25) or set JAVA_HOME to it."
}

need() {
  command -v "$1" >/dev/null || fail "'$1' is missing: $2"
}

# maven ARGS...: batch mode, without the transfer lines.
maven() {
  need mvn "apt-get install maven"
  find_jdk
  (cd "$ROOT" && mvn -B -ntp "$@")
}

# image_key: identifies what the project's images are made of, tests left out.
image_key() {
  (cd "$ROOT" &&
    git ls-files -co --exclude-standard pom.xml .mvn contracts crds operator runtime-sidecar bench-job |
    grep -v -e '/src/test/' -e '^crds/released/' -e '\.md$' | LC_ALL=C sort |
      while read -r file; do [[ ! -f $file ]] || sha256sum "$file"; done | sha256sum | cut -c1-12)
}

# image_tag: the tag under which this checkout's images are loaded into a cluster.
image_tag() {
  printf 'dev-%s' "$(image_key)"
}

# print_figures FILE: a table of what a bench has written, tab-separated (what, figure, unit, goal), and a
# last line that says how many goals are met.
print_figures() {
  awk -F '\t' '
    BEGIN { printf "\n| What | Figure | Goal | |\n|---|---|---|---|\n" }
    {
      verdict = ""
      if ($4 != "-") {
        goals++
        verdict = $2 + 0 <= $4 + 0 ? "met" : "missed"
        if (verdict == "met") met++; else missed = missed (missed ? "; " : "") $1
      }
      printf "| %s | %s%s | %s | %s |\n", $1, $2, $3 ? " " $3 : "", $4 == "-" ? "" : "at most " $4 " " $3, verdict
    }
    END { printf "\n%d of %d goals met%s\n", met, goals, missed ? "; missed: " missed : "" }' "$1"
}

# enter CLUSTER: what tests in a testbed cluster need to know of it. Their JVM ($INSIDE) runs inside
# the cluster's network; what mends or upgrades the cluster has to leave it again.
enter() {
  export RAMPWRIGHT_E2E_CLUSTER=$1 RAMPWRIGHT_E2E_HOST_NETNS=/proc/$$/ns/net
  RAMPWRIGHT_E2E_NETNS=$("$ROOT/testbed/cluster" netns "$1")
  RAMPWRIGHT_FAULT_ENGINE_IMAGE=$("$ROOT/testbed/cluster" references | sed -n 's/^faultengine=//p')
  KUBECONFIG=$("$ROOT/testbed/cluster" kubeconfig "$1")
  PATH=$("$ROOT/testbed/cluster" bin):$PATH
  find_jdk
  RAMPWRIGHT_E2E_JAVA_HOME=$JAVA_HOME
  export RAMPWRIGHT_E2E_NETNS RAMPWRIGHT_FAULT_ENGINE_IMAGE KUBECONFIG PATH RAMPWRIGHT_E2E_JAVA_HOME
}

INSIDE=$ROOT/testbed/e2e/in-cluster/bin/java
