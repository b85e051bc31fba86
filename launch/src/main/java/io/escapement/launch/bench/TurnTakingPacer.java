package io.escapement.launch.bench;

import io.escapement.controller.loop.Pacer;
import io.escapement.controller.loop.Prelude;
import io.escapement.controller.loop.SpinWindow;
import io.escapement.controller.loop.TickTime;
import java.util.Objects;
import java.util.Optional;

/**
 * Lets somebody else have the machine by turns: before each slice of the loop's time the loop
 * stands still for as long as the other's turn lasts, and its schedule begins anew. The loop's own
 * time has no gap, and loop and caches stay what they are. Used by the loop's thread.
 */
public final class TurnTakingPacer implements Pacer {

  /** The other's turn. */
  @FunctionalInterface
  public interface Turn {

    /** Returns when the turn is over. On the loop's thread, which does nothing meanwhile. */
    void take();
  }

  private final Pacer pacer;
  private final Turn turn;
  private final long sliceNs;
  private final long periodNs;
  private int turnsLeft;
  private long offsetNs;
  private long endNs;
  private long nextNs;
  private volatile long late;
  private long lateTicks;

  /**
   * Puts turns round a pacer.
   *
   * @param pacer of the loop
   * @param periodNs the loop's period, nanoseconds, positive
   * @param sliceNs time of the loop between turns, nanoseconds, positive
   * @param turns how many turns there are; after the last one the loop goes on to its end
   * @param turn what happens between slices, and before the first one
   */
  public TurnTakingPacer(Pacer pacer, long periodNs, long sliceNs, int turns, Turn turn) {
    this.pacer = Objects.requireNonNull(pacer, "pacer");
    this.turn = Objects.requireNonNull(turn, "turn");
    if (periodNs <= 0 || sliceNs <= 0 || turns < 0) {
      throw new IllegalArgumentException("periods, slices and turns must be positive");
    }
    this.periodNs = periodNs;
    this.sliceNs = sliceNs;
    this.turnsLeft = turns;
  }

  @Override
  public void start() {
    pacer.start();
    offsetNs = 0;
    nextNs = 0;
    endNs = 0;
  }

  @Override
  public void awaitNext(TickTime time) {
    if (turnsLeft > 0 && nextNs >= endNs) {
      turnsLeft--;
      turn.take();
      pacer.start();
      offsetNs = nextNs;
      endNs = nextNs + sliceNs;
    }
    pacer.awaitNext(time);
    time.timeNs += offsetNs;
    nextNs = time.timeNs + periodNs;
    if (time.latenessNs >= periodNs) {
      lateTicks++;
      late = lateTicks;
    }
  }

  @Override
  public boolean timeStandsStill() {
    return pacer.timeStandsStill();
  }

  @Override
  public Pacer rehearsal() {
    return pacer.rehearsal();
  }

  @Override
  public void calibrate(long tickNs) {
    pacer.calibrate(tickNs);
  }

  @Override
  public void prelude(Prelude prelude) {
    pacer.prelude(new InOwnTime(prelude));
  }

  @Override
  public Optional<SpinWindow> spinWindow() {
    return pacer.spinWindow();
  }

  /** Tells a prelude the times of the schedule as a whole, of which the pacer knows one slice. */
  private final class InOwnTime implements Prelude {

    private final Prelude prelude;

    InOwnTime(Prelude prelude) {
      this.prelude = prelude;
    }

    @Override
    public void ahead(long timeNs) {
      prelude.ahead(offsetNs + timeNs);
    }

    @Override
    public long leadNs() {
      return prelude.leadNs();
    }

    @Override
    public void run(long timeNs, long dtNs) {
      prelude.run(offsetNs + timeNs, dtNs);
    }
  }

  /**
   * Ticks whose wake-up came a period late or more. From any thread.
   *
   * @return their number so far
   */
  public long late() {
    return late;
  }
}
