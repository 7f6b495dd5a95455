package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.translate.AnswerTranslation;
import dev.rampwright.sidecar.translate.MessagesRequest;
import dev.rampwright.sidecar.translate.UntranslatableException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Objects;
import java.util.function.Predicate;

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
   * tenant.
   *
   * @param takesMessages whether it does
   */
  record MessagesAsChat(Predicate<Tenant> takesMessages) implements Dialect {
    private static final String MESSAGES = "/v1/messages";
    private static final String CHAT = "/v1/chat/completions";

    @Override
    public Outgoing say(Outgoing request) throws UntranslatableException {
      String target = request.target();
      boolean messages = target.equals(MESSAGES) || target.startsWith(MESSAGES + "?");
      if (!messages || !request.method().equals(HttpMethod.POST) || takes(request)) {
        return request;
      }
      return new Outgoing(
          request.method(),
          CHAT,
          request.headers(),
          request.withheld(),
          Buffer.buffer(MessagesRequest.toChat(request.body().getBytes())),
          request.id(),
          request.owner());
    }

    private boolean takes(Outgoing request) {
      return takesMessages.test(request.owner().tenant());
    }

    @Override
    public HttpClientResponse understand(
        Outgoing request, Outgoing said, HttpClientResponse answer) {
      if (said.target().equals(request.target())) {
        return answer;
      }
      String type = Objects.requireNonNullElse(answer.getHeader(HttpHeaders.CONTENT_TYPE), "");
      return new TranslatedAnswer(
          answer, AnswerTranslation.ofChat(answer.statusCode(), type, request.id()));
    }
  }
}
