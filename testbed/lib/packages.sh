# shellcheck shell=bash
# Debian packages of this machine that the testbed needs.

# What has to be there: a command, and the package it comes with. Only what is
# missing gets installed, so that a machine that has it all needs no network.
readonly REQUIRED_COMMANDS=(
  containerd:containerd ctr:containerd runc:runc iptables:iptables
  conntrack:conntrack ipset:ipset socat:socat ethtool:ethtool
  debootstrap:debootstrap ip:iproute2 nsenter:util-linux sysctl:procps
  openssl:openssl python3:python3 unzip:unzip
)
readonly CNI_BINARIES=/usr/lib/cni
# Packages that tests of the project want, one a line.
readonly PACKAGES_FOR_TESTS=$TESTBED/packages-for-tests

missing_packages() {
  local pair
  for pair in "${REQUIRED_COMMANDS[@]}"; do
    command -v "${pair%%:*}" >/dev/null || echo "${pair##*:}"
  done
  [[ -x $CNI_BINARIES/bridge ]] || echo containernetworking-plugins
  [[ ! -f $PACKAGES_FOR_TESTS ]] || missing_packages_for_tests
}

missing_packages_for_tests() {
  local package
  while read -r package; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
  done < <(sed 's/#.*//; /^[[:space:]]*$/d' "$PACKAGES_FOR_TESTS")
}

ensure_packages() {
  local missing
  mapfile -t missing < <(missing_packages | sort -u)
  ((${#missing[@]})) || return 0
  require_root
  log "installing Debian packages: ${missing[*]}"
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends "${missing[@]}" >"$CACHE/apt.log" 2>&1 ||
    die "apt-get failed, see $CACHE/apt.log"
}

# Go is often unpacked to a folder that is not on root's PATH.
require_go() {
  [[ ! -x /usr/local/go/bin/go ]] || PATH=$PATH:/usr/local/go/bin
  command -v go >/dev/null || die "needs Go 1.25 or later on the PATH to build Kubernetes"
}
