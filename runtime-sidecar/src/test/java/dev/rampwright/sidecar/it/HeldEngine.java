package dev.rampwright.sidecar.it;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers when the test says so. */
final class HeldEngine implements TestEngine.Behaviour {
  private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
  private final TestEngine.Behaviour then;

  HeldEngine(TestEngine.Behaviour then) {
    this.then = then;
  }

  @Override
  public void answer(HttpServerRequest request, Buffer body) {
    Context context = Objects.requireNonNull(Vertx.currentContext(), "called by the engine");
    waiting.add(() -> context.runOnContext(v -> then.answer(request, body)));
  }

  /** Answers all that have asked. */
  void answerAll() {
    waiting.forEach(Runnable::run);
    waiting.clear();
  }
}
