package dev.rampwright.operator.leader;

import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Whether this process leads. A process that loses the lease ends at once, without its shutdown
 * hooks: waiting for a running reconciliation would let two leaders write.
 */
public final class Leadership {
  private static final Logger LOG = Logger.getLogger(Leadership.class);

  private enum State {
    FOLLOWING,
    LEADING,
    SHUTTING_DOWN
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.FOLLOWING);
  private final String identity;
  private final Runnable endProcess;

  /**
   * A process that does not lead yet.
   *
   * @param identity this process in the lease
   * @param endProcess ends it at once
   */
  public Leadership(String identity, Runnable endProcess) {
    this.identity = identity;
    this.endProcess = endProcess;
  }

  /** This process in the lease. */
  public String identity() {
    return identity;
  }

  /** Whether it believes to hold the lease. */
  public boolean leading() {
    return state.get() == State.LEADING;
  }

  /** The lease was acquired. */
  public void acquired() {
    if (state.compareAndSet(State.FOLLOWING, State.LEADING)) {
      LOG.infof("%s leads now", identity);
    }
  }

  /** The lease was lost, or given back during a shutdown. */
  public void lost() {
    if (state.get() != State.SHUTTING_DOWN) {
      LOG.errorf("%s lost the lease and ends", identity);
      endProcess.run();
    }
  }

  /** From now on losing the lease is expected. Returns whether this process led. */
  public boolean shutDown() {
    return state.getAndSet(State.SHUTTING_DOWN) == State.LEADING;
  }
}
