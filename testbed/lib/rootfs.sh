# shellcheck shell=bash
# Root file systems from Debian packages.
#
# Everything comes from the mirror this machine itself is configured to use, by
# way of this machine's own apt: its proxies, certificates and credentials apply
# and none of them ever enters an image.

# The mirror, as apt sees it: the first Debian archive with component main.
debian_mirror() {
  local mirror
  mirror=$(configured_mirror)
  if [[ -z $mirror ]]; then
    # No index was fetched yet.
    apt-get update -qq >&2
    mirror=$(configured_mirror)
  fi
  [[ -n $mirror ]] || die "apt on this machine has no Debian mirror configured"
  echo "$mirror"
}

configured_mirror() {
  # shellcheck disable=SC2016  # expanded by apt
  apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(COMPONENT)|$(REPO_URI)' \
    'Created-By: Packages' | sed -n 's/^Debian|Debian|main|//p' | head -n 1
}

# debootstrap downloads by itself and does not know apt's settings.
export_apt_network_settings() {
  local scheme proxy
  for scheme in http https; do
    proxy=$(apt-config shell value "Acquire::$scheme::Proxy" | sed "s/^value='\(.*\)'$/\1/")
    if [[ -n $proxy && $proxy != DIRECT ]]; then
      export "${scheme}_proxy=$proxy"
    fi
  done
}

# in_private_mounts COMMAND...: runs COMMAND where its mounts are its own, and
# where all it starts ends with it: a killed debootstrap leaves neither.
in_private_mounts() {
  unshare --mount --pid --fork --kill-child --mount-proc "$@"
}

base_tar() {
  echo "$CACHE/rootfs/$1-$(digest "$TESTBED/lib/rootfs.sh")/rootfs.tar"
}

# build_base SUITE: the minimal Debian that images of one suite start from.
build_base() {
  local suite=$1 tar work
  tar=$(base_tar "$suite")
  [[ ! -f $tar ]] || return 0
  scratch_folder work
  log "debootstrap $suite"
  (
    export_apt_network_settings
    in_private_mounts debootstrap --variant=minbase \
      "$suite" "$work/rootfs" "$(debian_mirror)" >"$work/log" 2>&1
  ) || die "debootstrap $suite failed: $(tail -n 3 "$work/log")"
  mkdir "$work/entry"
  tar --numeric-owner --one-file-system -C "$work/rootfs" -cf "$work/entry/rootfs.tar" .
  publish "$work/entry" "$(dirname "$tar")"
  rm -rf "$work"
  log "debootstrap $suite done"
}

# rootfs_with ROOTFS SUITE PACKAGE...: unpacks the base, installs the packages,
# and takes away what a container does not need.
rootfs_with() {
  local rootfs=$1 suite=$2
  shift 2
  [[ -f $(base_tar "$suite") ]] || build_base "$suite"
  mkdir -p "$rootfs"
  tar --numeric-owner -xf "$(base_tar "$suite")" -C "$rootfs"
  log "installing $* on $suite"
  download_packages "$rootfs" "$suite" "$@"
  install_packages "$rootfs"
  strip_rootfs "$rootfs"
  echo "nonroot:x:$IMAGE_USER:$IMAGE_USER:nonroot:/tmp:/usr/sbin/nologin" >>"$rootfs/etc/passwd"
  echo "nonroot:x:$IMAGE_USER:" >>"$rootfs/etc/group"
}

# download_packages ROOTFS SUITE PACKAGE...: has this machine's apt fetch what is
# missing in ROOTFS into ROOTFS/packages. apt gets folders of its own for its
# state, and the root file system's list of installed packages.
download_packages() {
  local rootfs=$1 suite=$2 apt=$1.apt keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  shift 2
  mkdir -p "$apt"/{lists/partial,archives/partial} "$rootfs/packages"
  echo "deb [signed-by=$keyring] $(debian_mirror) $suite main" >"$apt/sources.list"
  local options=(
    -qq -o Dir::State::lists="$apt/lists" -o Dir::Cache="$apt" -o Dir::Cache::archives="$apt/archives"
    -o Dir::State::status="$rootfs/var/lib/dpkg/status"
    -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null
    -o APT::Default-Release= -o APT::Install-Recommends=false -o APT::Sandbox::User=root
    -o Acquire::Languages=none
  )
  # The hooks of this machine's apt must not run for a foreign root.
  options+=(-o DPkg::Post-Invoke= -o DPkg::Pre-Install-Pkgs= -o APT::Update::Post-Invoke=
    -o APT::Update::Post-Invoke-Success=)
  {
    apt-get "${options[@]}" update &&
      apt-get "${options[@]}" --yes --download-only install "$@"
  } >"$apt/log" 2>&1 || die "cannot fetch $*: $(tail -n 3 "$apt/log")"
  mv "$apt"/archives/*.deb "$rootfs/packages/"
  rm -rf "$apt"
}

# Packages that configure themselves may look at /proc (Java's do). Syncing every
# file to disk, dpkg's habit, is wasted on a folder that becomes a tar.
install_packages() {
  local rootfs=$1
  # shellcheck disable=SC2016  # expanded by the inner shell
  in_private_mounts bash -euc '
    mount -t proc proc "$0/proc"
    mount -t tmpfs tmpfs "$0/run"
    export DEBIAN_FRONTEND=noninteractive LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
    printf "#!/bin/sh\nexit 101\n" >"$0/usr/sbin/policy-rc.d"
    chmod 755 "$0/usr/sbin/policy-rc.d"
    chroot "$0" sh -c "dpkg --force-unsafe-io --unpack /packages/*.deb"
    chroot "$0" dpkg --force-unsafe-io --configure --pending
    rm "$0/usr/sbin/policy-rc.d"
  ' "$rootfs" >"$rootfs.log" 2>&1 || die "installing packages failed: $(tail -n 3 "$rootfs.log")"
  rm -rf "$rootfs/packages" "$rootfs.log"
}

strip_rootfs() {
  local rootfs=$1 folder
  for folder in usr/share/{doc,man,info,locale,lintian,bash-completion} \
    var/{cache,log} var/lib/apt/lists run tmp dev; do
    find "$rootfs/$folder" -mindepth 1 -delete 2>/dev/null || true
  done
  rm -f "$rootfs"/etc/{machine-id,resolv.conf,hostname} "$rootfs"/var/lib/dpkg/*-old
}
