package dev.rampwright.bench.load;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends what departs and keeps the book of what is open, up to a bound: beyond it a request fails
 * as {@link #SATURATED} instead of waiting, for waiting would close the loop. Belongs to the run's
 * loop.
 */
public final class Dispatcher {
  /** The failure of a request that found too many others open. */
  public static final String SATURATED = "client saturated";

  /** The failure of a request whose answer did not end in time. */
  public static final String TIMEOUT = "timeout";

  private final Transport transport;
  private final LoadObserver observer;
  private final LongSupplier nanoTime;
  private final boolean streamed;
  private final int maxOpen;
  private final Set<Exchange> open = new LinkedHashSet<>();

  /**
   * A dispatcher without open requests.
   *
   * @param streamed whether streamed answers are asked for
   * @param maxOpen bound of requests that are open at once
   */
  public Dispatcher(
      Transport transport,
      LoadObserver observer,
      LongSupplier nanoTime,
      boolean streamed,
      int maxOpen) {
    this.transport = transport;
    this.observer = observer;
    this.nanoTime = nanoTime;
    this.streamed = streamed;
    this.maxOpen = maxOpen;
  }

  /** Sends a request now. */
  public void depart(Departure departure) {
    long now = nanoTime.getAsLong();
    observer.sent(departure, now);
    if (open.size() >= maxOpen) {
      observer.concluded(
          departure, new Outcome.Failed(null, SATURATED, maxOpen + " requests were open"));
      return;
    }
    Registration registration = new Registration(departure);
    Exchange exchange =
        new Exchange(streamed, departure.intendedNanos(), now, registration::concluded);
    registration.exchange = exchange;
    open.add(exchange);
    transport.send(departure.request().index(), exchange);
  }

  /** How many requests are open. */
  public int openCount() {
    return open.size();
  }

  /** Gives up all open requests. */
  public void expireAll(String kind, String detail) {
    List.copyOf(open).forEach(exchange -> exchange.expire(kind, detail));
  }

  /** Ties an exchange's end to its departure. */
  private final class Registration {
    private final Departure departure;
    private @Nullable Exchange exchange;

    Registration(Departure departure) {
      this.departure = departure;
    }

    void concluded(Outcome outcome) {
      open.remove(exchange);
      observer.concluded(departure, outcome);
    }
  }
}
