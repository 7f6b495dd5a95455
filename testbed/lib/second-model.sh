# shellcheck shell=bash
# The small model in another quantization: another file with other weights, for tests in which a
# service changes its model.

readonly SECOND_MODEL_FILE=smollm2-135m-instruct-q8_0.gguf

second_model_cache() {
  echo "$CACHE/second-model/$(digest_text "$(recipe_key)" "$(model_cache)" "$(digest "$TESTBED/lib/second-model.sh")")"
}

# Nothing is gained by eight bits for what has had four, but the weights are others.
make_second_model() {
  local work
  [[ ! -d $(second_model_cache) ]] || return 0
  build_llamacpp_rootfs
  build_model
  scratch_folder work
  log "making another quantization of the model"
  llama_script llama-quantize >"$work/quantize"
  mkdir "$work/models"
  sh "$work/quantize" --allow-requantize "$(model_cache)/$MODEL_FILE" \
    "$work/models/$SECOND_MODEL_FILE" Q8_0 1 >"$work/log" 2>&1 ||
    die "llama-quantize failed: $(tail -n 3 "$work/log")"
  chmod 644 "$work/models/$SECOND_MODEL_FILE"
  publish "$work/models" "$(second_model_cache)"
  rm -rf "$work"
}

# The claims `models` of the cluster all show this folder.
place_second_model() {
  local made
  made=$(second_model_cache)/$SECOND_MODEL_FILE
  ln -f "$made" "$STATE/models/$SECOND_MODEL_FILE" 2>/dev/null ||
    cp "$made" "$STATE/models/$SECOND_MODEL_FILE"
}
