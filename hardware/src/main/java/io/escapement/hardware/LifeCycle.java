package io.escapement.hardware;

import java.util.Objects;

/**
 * The state of a driver, and the order of its steps. A driver holds one and passes what it does in
 * each step; the state changes only when that has succeeded.
 *
 * <p>Steps are taken by one thread; any thread may look at the state.
 */
public final class LifeCycle {

  /** Where a driver stands. */
  public enum State {
    /** Made, and not connected. */
    CREATED,
    /** Connected and checked; the drives do not obey. */
    OPEN,
    /** The drives obey. */
    ACTIVE,
    /** Done; only closing again is allowed. */
    CLOSED
  }

  private static final String ORDER = "the order is open, activate, deactivate, close";

  private final String driver;
  private volatile State state = State.CREATED;

  /**
   * Starts in {@link State#CREATED}.
   *
   * @param driver the driver's name, for messages
   */
  public LifeCycle(String driver) {
    this.driver = Objects.requireNonNull(driver, "driver");
  }

  /**
   * Where the driver stands.
   *
   * @return the state
   */
  public State state() {
    return state;
  }

  /**
   * Opens; a failure leaves the driver as it was.
   *
   * @param step connects and checks, and undoes what it did if it fails
   * @throws IllegalStateException if the driver has been opened before
   */
  public void open(Runnable step) {
    require(State.CREATED, "open");
    step.run();
    state = State.OPEN;
  }

  /**
   * Activates; a failure leaves the driver open.
   *
   * @param step makes the drives obey
   * @throws IllegalStateException if the driver is not open, or active already
   */
  public void activate(Runnable step) {
    require(State.OPEN, "activate");
    step.run();
    state = State.ACTIVE;
  }

  /**
   * Deactivates an active driver and does nothing to another; after a failure the driver counts as
   * inactive.
   *
   * @param step makes the drives obey no more
   */
  public void deactivate(Runnable step) {
    if (state != State.ACTIVE) {
      return;
    }
    try {
      step.run();
    } finally {
      state = State.OPEN;
    }
  }

  /**
   * Closes, once, whatever happened before.
   *
   * @param deactivate makes the drives obey no more; run if the driver is active
   * @param close lets the device go; run if the driver has been opened, even if deactivation failed
   */
  public void close(Runnable deactivate, Runnable close) {
    if (state == State.CLOSED) {
      return;
    }
    boolean opened = state != State.CREATED;
    try {
      deactivate(deactivate);
    } finally {
      state = State.CLOSED;
      if (opened) {
        close.run();
      }
    }
  }

  /**
   * Demands that the device is connected, before it is read.
   *
   * @throws IllegalStateException if the driver is neither open nor active
   */
  public void requireOpen() {
    State now = state;
    if (now != State.OPEN && now != State.ACTIVE) {
      throw refusal("read", now);
    }
  }

  private void require(State expected, String step) {
    State now = state;
    if (now != expected) {
      throw refusal(step, now);
    }
  }

  private IllegalStateException refusal(String step, State now) {
    return new IllegalStateException(
        "driver "
            + driver
            + ": "
            + step
            + " while "
            + now.name().toLowerCase(java.util.Locale.ROOT)
            + "; "
            + ORDER);
  }
}
