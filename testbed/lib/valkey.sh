# shellcheck shell=bash
# Valkey 8 as a program for tests outside of a cluster: Debian 13's, as in its image, with that
# system's own loader and libraries.

valkey_folder() {
  echo "$CACHE/valkey/$(digest_text "$(recipe_key)" "$(digest "$TESTBED/lib/valkey.sh")")"
}

valkey_server() {
  echo "$(valkey_folder)/valkey-server"
}

make_valkey_server() {
  local work folder
  [[ ! -x $(valkey_server) ]] || return 0
  folder=$(valkey_folder)
  scratch_folder work
  rootfs_with "$work/rootfs" trixie valkey-server
  cat >"$work/valkey-server" <<PROGRAM
#!/bin/sh
exec '$folder/rootfs/lib64/ld-linux-x86-64.so.2' \\
  --library-path '$folder/rootfs/usr/lib/x86_64-linux-gnu' '$folder/rootfs/usr/bin/valkey-server' "\$@"
PROGRAM
  chmod 755 "$work" "$work/valkey-server"
  publish "$work" "$folder"
  "$folder/valkey-server" --version >/dev/null 2>&1 || die "valkey-server does not run outside of its image"
}
