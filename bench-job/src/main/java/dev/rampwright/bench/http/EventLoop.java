package dev.rampwright.bench.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The one thread that sends, receives and takes every time stamp. */
public final class EventLoop implements Executor, AutoCloseable {
  private final Vertx vertx;
  private final Context context;

  private EventLoop(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  /** Starts one. */
  public static EventLoop start() {
    // The JVM's resolver: it follows the cluster's resolv.conf as every other program in a pod
    // does.
    System.setProperty("vertx.disableDnsResolver", "true");
    return new EventLoop(
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                    // The pod's file system is read-only.
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false))));
  }

  Vertx vertx() {
    return vertx;
  }

  @Override
  public void execute(Runnable task) {
    context.runOnContext((@Nullable Void none) -> task.run());
  }

  /** Ends it and all its connections. */
  @Override
  public void close() {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // The process ends; what is left of the loop ends with it.
    }
  }
}
