package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.Headers;
import dev.rampwright.sidecar.slots.KvSlots;
import dev.rampwright.sidecar.split.Endpoint;
import dev.rampwright.sidecar.translate.UntranslatableException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends requests on. Lives on the event loop. */
public final class Forwarder {
  private final Dialing dialing;
  private final Dialect dialect;
  private final @Nullable SlotPins pins;

  private Forwarder(Dialing dialing, Dialect dialect, @Nullable SlotPins pins) {
    this.dialing = dialing;
    this.dialect = dialect;
    this.pins = pins;
  }

  /** A way to others, who understand what clients say. */
  public static Forwarder toSidecars(Dialing dialing) {
    return new Forwarder(dialing, new Dialect.AsItIs(), null);
  }

  /**
   * The way to the pod's own engine.
   *
   * @param dialect what it understands
   * @param slots of the engine
   */
  public static Forwarder toEngine(Dialing dialing, Dialect dialect, KvSlots slots) {
    return new Forwarder(dialing, dialect, new SlotPins(slots));
  }

  /** With which slot of the engine's an answer is made, in whatever words it is given. */
  Optional<SlotUse> slotUse(HttpClientResponse answer) {
    return pins == null
        ? Optional.empty()
        : pins.useOf(answer instanceof TranslatedAnswer said ? said.original() : answer);
  }

  /**
   * Sends the exchange's request and gives its answer's head; fails if none came. Cancelling the
   * exchange's source closes the connection, by which the other side learns that nobody waits any
   * more.
   *
   * @param extra headers beside the client's own
   */
  Future<HttpClientResponse> send(Exchange exchange, Endpoint to, Map<String, String> extra) {
    return send(Outgoing.of(exchange), to, extra, exchange::hasEnded, exchange::answerComesFrom);
  }

  /**
   * Sends a request for whoever waits for its answer.
   *
   * @param abandoned whether nobody waits any more
   * @param source takes what cancels the request
   * @return fails with {@link NoAnswerException} if those who are asked have no words for it
   */
  Future<HttpClientResponse> send(
      Outgoing outgoing,
      Endpoint to,
      Map<String, String> extra,
      BooleanSupplier abandoned,
      Consumer<Source> source) {
    Outgoing said;
    try {
      said = dialect.say(outgoing);
    } catch (UntranslatableException e) {
      return Future.failedFuture(NoAnswerException.refused(Problem.untranslatable(e)));
    }
    Future<HttpClientResponse> answered =
        pins == null
            ? sendNow(said, to, extra, abandoned, source)
            : pins.send(said, abandoned, it -> sendNow(it, to, extra, abandoned, source));
    return answered.map(answer -> understand(outgoing, said, answer));
  }

  private HttpClientResponse understand(
      Outgoing outgoing, Outgoing said, HttpClientResponse answer) {
    HttpClientResponse understood = dialect.understand(outgoing, said, answer);
    if (understood instanceof TranslatedAnswer translated) {
      // A translated answer may come only when the engine's has ended, and its slot's use with it.
      slotUse(answer).ifPresent(use -> translated.overheardBy(use.scanner()::accept));
    }
    return understood;
  }

  private Future<HttpClientResponse> sendNow(
      Outgoing outgoing,
      Endpoint to,
      Map<String, String> extra,
      BooleanSupplier abandoned,
      Consumer<Source> source) {
    RequestOptions options =
        new RequestOptions()
            .setHost(to.host())
            .setPort(to.port())
            .setMethod(outgoing.method())
            .setURI(outgoing.target());
    return dialing.dial(
        to,
        options,
        request -> {
          if (abandoned.getAsBoolean()) {
            request.reset();
            return Future.failedFuture(new StreamResetException(0));
          }
          source.accept(request::reset);
          return send(outgoing, request, extra);
        });
  }

  private static Future<HttpClientResponse> send(
      Outgoing outgoing, HttpClientRequest request, Map<String, String> extra) {
    HeaderRules.copyRequest(outgoing.headers(), request.headers(), outgoing.withheld());
    request.putHeader(Headers.REQUEST_ID, outgoing.id());
    extra.forEach(request::putHeader);
    boolean bare = outgoing.body().length() == 0 && !request.getMethod().equals(HttpMethod.POST);
    return bare ? request.send() : request.send(outgoing.body());
  }
}
