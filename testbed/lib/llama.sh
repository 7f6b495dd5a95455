# shellcheck shell=bash
# llama-server as a program for tests outside of a cluster: Debian's, from the root file system that
# its image is made of, with that system's own loader and libraries.

llama_server() {
  echo "$CACHE/llama-server/$(digest_text "$(recipe_key)" "$(digest "$TESTBED/lib/llama.sh")")/llama-server"
}

# llama_script PROGRAM: a script that runs one of llama.cpp's programs on this machine. It picks the
# fastest backend for the processor from its working folder.
llama_script() {
  local root libraries
  root=$(llamacpp_rootfs)
  libraries=$root/usr/lib/x86_64-linux-gnu
  cat <<PROGRAM
#!/bin/sh
cd '$libraries/ggml/backends0' && exec '$root/lib64/ld-linux-x86-64.so.2' --library-path \\
  '$libraries:$libraries/llama:$libraries/blas:$libraries/lapack' '$root/usr/bin/$1' "\$@"
PROGRAM
}

make_llama_server() {
  local work
  [[ ! -x $(llama_server) ]] || return 0
  build_llamacpp_rootfs
  scratch_folder work
  llama_script llama-server >"$work/llama-server"
  chmod 755 "$work" "$work/llama-server"
  "$work/llama-server" --version >/dev/null 2>&1 || die "llama-server does not run outside of its image"
  publish "$work" "$(dirname "$(llama_server)")"
}
