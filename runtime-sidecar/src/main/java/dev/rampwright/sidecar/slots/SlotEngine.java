package dev.rampwright.sidecar.slots;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rampwright.contracts.SidecarConfig;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * llama.cpp's calls for slots (tools/server/README.md, {@code POST /slots/{id}?action=...}). They
 * need {@code --slot-save-path}. Numbers in its answers are checked: a slot that does not exist is
 * answered with 200. Lives on the event loop.
 */
final class SlotEngine {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client;
  private final Supplier<SidecarConfig.Engine> where;
  private final long timeoutMillis;

  /**
   * An engine.
   *
   * @param where it listens
   * @param timeoutMillis for each call
   */
  SlotEngine(HttpClient client, Supplier<SidecarConfig.Engine> where, long timeoutMillis) {
    this.client = client;
    this.where = where;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * What the engine says of itself.
   *
   * @param slots how many it has
   * @param identity all that it tells of its build, its model and their shape
   */
  record Description(int slots, String identity) {}

  /**
   * A slot in a file.
   *
   * @param tokens that it holds
   * @param bytes of the file
   */
  record Saved(long tokens, long bytes) {}

  Future<Description> describe() {
    return call(HttpMethod.GET, "/props", null)
        .compose(
            props ->
                call(HttpMethod.GET, "/v1/models", null)
                    .map(
                        models -> {
                          StringBuilder said = new StringBuilder();
                          for (String name :
                              new String[] {
                                "build_info",
                                "model_path",
                                "chat_template",
                                "bos_token",
                                "eos_token",
                                "modalities",
                                "total_slots"
                              }) {
                            said.append(props.path(name)).append('\n');
                          }
                          said.append(props.path("default_generation_settings").path("n_ctx"))
                              .append('\n')
                              .append(models.path("data").path(0).path("meta"));
                          return new Description(
                              props.path("total_slots").asInt(0), said.toString());
                        }))
        .compose(
            told ->
                told.slots() > 0
                    ? Future.succeededFuture(told)
                    : Future.failedFuture(new UnsupportedException("slots")));
  }

  /** Writes a slot that no request is using into a file of the folder that the engine was given. */
  Future<Saved> save(int slot, String file) {
    return act(slot, "save", file)
        .map(it -> new Saved(it.path("n_saved").asLong(0), it.path("n_written").asLong(0)));
  }

  /** Reads it back; gives the tokens. If this fails, the slot is empty. */
  Future<Long> restore(int slot, String file) {
    return act(slot, "restore", file).map(it -> it.path("n_restored").asLong(0));
  }

  Future<Void> erase(int slot) {
    return act(slot, "erase", null)
        .compose(
            it ->
                it.has("n_erased")
                    ? Future.succeededFuture()
                    : Future.failedFuture(new IOException("slot " + slot + " was not erased")));
  }

  private Future<JsonNode> act(int slot, String action, @Nullable String file) {
    String body = file == null ? "{}" : JSON.createObjectNode().put("filename", file).toString();
    return call(HttpMethod.POST, "/slots/" + slot + "?action=" + action, body)
        .compose(
            it ->
                it.path("id_slot").asInt(-1) == slot
                    ? Future.succeededFuture(it)
                    : Future.failedFuture(new IOException("the engine spoke of another slot")));
  }

  private Future<JsonNode> call(HttpMethod method, String path, @Nullable String body) {
    SidecarConfig.Engine engine = where.get();
    return client
        .request(
            new RequestOptions()
                .setMethod(method)
                .setHost(engine.host())
                .setPort(engine.port())
                .setURI(path)
                .setIdleTimeout(timeoutMillis))
        .compose(
            request ->
                body == null
                    ? request.send()
                    : request.putHeader("Content-Type", "application/json").send(body))
        .compose(
            answer ->
                answer
                    .body()
                    .compose(bytes -> read(method + " " + path, answer.statusCode(), bytes)));
  }

  private static Future<JsonNode> read(String call, int status, Buffer body) {
    if (status == 404 || status == 501) {
      return Future.failedFuture(new UnsupportedException(call));
    }
    if (status != 200) {
      return Future.failedFuture(new IOException(call + " was answered with " + status));
    }
    try {
      return Future.succeededFuture(JSON.readTree(body.getBytes()));
    } catch (JsonProcessingException e) {
      return Future.failedFuture(new IOException(call + " was answered with no JSON"));
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  /** The engine has no such call, or was not given a folder. */
  static final class UnsupportedException extends IOException {
    private static final long serialVersionUID = 1;

    UnsupportedException(String call) {
      super("the engine does not know " + call);
    }
  }
}
