package dev.rampwright.sidecar.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;

/** Answers to what has not become a request that could be routed. The connection ends with them. */
public final class EarlyAnswers {
  private static final long LINGER_MILLIS = 2_000;

  private final Vertx vertx;

  public EarlyAnswers(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * To bytes that are no request, or one with too long a head. Reads on for a moment, as {@link
   * Exchange#refuseUnread} does.
   */
  public void invalid(HttpServerRequest request) {
    Problem problem = problem(request.decoderResult().cause());
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader("Content-Type", "application/json")
        .putHeader("Connection", "close")
        .end(ErrorShape.OPENAI.write(problem, ""));
    vertx.setTimer(LINGER_MILLIS, fired -> request.connection().close());
  }

  private static Problem problem(Throwable cause) {
    if (cause instanceof TooLongHttpHeaderException) {
      return Problem.headersTooLarge();
    }
    return cause instanceof TooLongHttpLineException ? Problem.uriTooLong() : Problem.unreadable();
  }

  /**
   * To a client whose first request has not come in time. Below the HTTP server, which has no
   * response without a request.
   */
  static void headTooSlow(HttpConnection connection) {
    Problem problem = Problem.headTooSlow();
    byte[] body = ErrorShape.OPENAI.write(problem, "").getBytes(StandardCharsets.UTF_8);
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(problem.status()),
            Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    ((ConnectionBase) connection)
        .channelHandlerContext()
        .writeAndFlush(response)
        .addListener(ChannelFutureListener.CLOSE);
  }
}
