package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.translate.AnswerTranslation;
import dev.rampwright.sidecar.translate.Counting;
import dev.rampwright.sidecar.translate.MessagesRequest;
import dev.rampwright.sidecar.translate.TokenCounting;
import dev.rampwright.sidecar.translate.UntranslatableException;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * In which words requests are said to those who are asked, and how their answers are understood.
 */
public sealed interface Dialect {
  /**
   * The request as it is sent.
   *
   * @throws UntranslatableException if it cannot be said so
   */
  Outgoing say(Outgoing request) throws UntranslatableException;

  /**
   * The answer as the client understands it.
   *
   * @param request as the client made it
   * @param said as it was sent
   */
  HttpClientResponse understand(Outgoing request, Outgoing said, HttpClientResponse answer);

  /** As the client says it. */
  record AsItIs() implements Dialect {
    @Override
    public Outgoing say(Outgoing request) {
      return request;
    }

    @Override
    public HttpClientResponse understand(
        Outgoing request, Outgoing said, HttpClientResponse answer) {
      return answer;
    }
  }

  /**
   * Anthropic's messages are said as chat where the engine does not take them, or not from that
   * tenant; the call that counts their tokens as the engine's own one that counts a chat's, where
   * the engine does not take it. Counting takes no slot, so that it is the same for all tenants.
   *
   * @param takesMessages whether it does
   * @param counting how it counts
   */
  record MessagesAsChat(Predicate<Tenant> takesMessages, Supplier<Counting> counting)
      implements Dialect {
    private static final String MESSAGES = "/v1/messages";
    private static final String COUNT = "/v1/messages/count_tokens";
    private static final String CHAT = "/v1/chat/completions";

    @Override
    public Outgoing say(Outgoing request) throws UntranslatableException {
      if (!request.method().equals(HttpMethod.POST)) {
        return request;
      }
      return switch (request.path()) {
        case MESSAGES -> sayMessages(request);
        case COUNT -> sayCount(request);
        default -> request;
      };
    }

    private Outgoing sayMessages(Outgoing request) throws UntranslatableException {
      return takesMessages.test(request.owner().tenant())
          ? request
          : request.saidAs(CHAT, MessagesRequest.toChat(request.body().getBytes()));
    }

    private Outgoing sayCount(Outgoing request) throws UntranslatableException {
      return switch (counting.get()) {
        case Counting.AsItIs same -> request;
        case Counting.By(TokenCounting call) ->
            request.saidAs(call.path(), MessagesRequest.toChat(request.body().getBytes()));
        case Counting.Never never ->
            throw UntranslatableException.missing(
                "this model server counts no tokens of messages or chats: it has neither "
                    + COUNT
                    + " nor "
                    + Arrays.stream(TokenCounting.values())
                        .map(TokenCounting::path)
                        .collect(Collectors.joining(" nor ")));
      };
    }

    @Override
    public HttpClientResponse understand(
        Outgoing request, Outgoing said, HttpClientResponse answer) {
      if (said.target().equals(request.target())) {
        return answer;
      }
      String type = Objects.requireNonNullElse(answer.getHeader(HttpHeaders.CONTENT_TYPE), "");
      int status = answer.statusCode();
      return new TranslatedAnswer(
          answer,
          TokenCounting.at(said.path())
              .map(call -> AnswerTranslation.ofCount(call, status, request.id()))
              .orElseGet(() -> AnswerTranslation.ofChat(status, type, request.id())));
    }
  }
}
