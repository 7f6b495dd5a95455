package dev.rampwright.sidecar.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** A body whose head may not have come yet. */
final class LazyStream extends InputStream {
  private final CompletableFuture<HttpResponse<InputStream>> answer;

  LazyStream(CompletableFuture<HttpResponse<InputStream>> answer) {
    this.answer = answer;
  }

  @Override
  public int read() throws IOException {
    return answer.join().body().read();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return answer.join().body().read(into, offset, length);
  }

  @Override
  public void close() throws IOException {
    answer.join().body().close();
  }
}
