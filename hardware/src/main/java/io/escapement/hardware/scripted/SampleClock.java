package io.escapement.hardware.scripted;

import io.escapement.controller.loop.Clock;
import io.escapement.controller.loop.DeviceClock;
import io.escapement.controller.loop.Sleeper;

/** Lets samples come at their times on the clock, as a device would. Used by the loop's thread. */
final class SampleClock implements DeviceClock {

  private final Samples samples;
  private final boolean repeat;
  private final long staleFromNs;
  private final Clock clock;
  private final Sleeper sleeper;
  private boolean started;
  private long originNs;
  private long next;

  SampleClock(Samples samples, boolean repeat, long staleFromNs, Clock clock, Sleeper sleeper) {
    this.samples = samples;
    this.repeat = repeat;
    this.staleFromNs = staleFromNs;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Begins anew: the first wait is for the first sample, which comes at once. */
  void restart() {
    started = false;
    next = 0;
  }

  @Override
  public long awaitSample(long timeoutNs) {
    long nowNs = clock.nanoTime();
    if (!started) {
      started = true;
      originNs = nowNs;
    }
    long dueNs = dueNs(next);
    if (dueNs == Faults.NEVER || originNs + dueNs - nowNs > timeoutNs) {
      sleeper.sleepUntil(nowNs + timeoutNs);
      return TIMED_OUT;
    }
    sleeper.sleepUntil(originNs + dueNs);
    // What came meanwhile overwrote the samples before it, as in a device without a queue.
    long sinceNs = clock.nanoTime() - originNs;
    while (dueNs(next + 1) <= sinceNs) {
      next++;
    }
    return next++;
  }

  /** The sample that the loop has waited for, -1 before the first. */
  long current() {
    return next - 1;
  }

  /** When a sample comes, after the first one, or NEVER. */
  private long dueNs(long sample) {
    long round = sample / samples.count();
    if (round > 0 && !repeat) {
      return Faults.NEVER;
    }
    long dueNs = round * samples.durationNs() + samples.timeNs((int) (sample % samples.count()));
    return dueNs < staleFromNs ? dueNs : Faults.NEVER;
  }
}
