package io.escapement.controller.loop;

import java.util.Objects;

/**
 * Paces ticks by a device: each sample is a tick. Sequence numbers tell how many samples passed
 * unseen.
 *
 * <p>A device that stays silent for {@value #PATIENCE} periods does not stop the loop: ticks go on
 * once a period, with the device's stamps as old as they are, so that the supervisor sees the
 * silence. Samples that come bunched after a delay make one tick, not a burst: a sample within half
 * a period of the tick before is passed over for the one that follows it.
 */
public final class DevicePacer implements Pacer {

  /** Periods without a sample after which the loop ticks on its own. */
  public static final int PATIENCE = 2;

  private final DeviceClock device;
  private final Clock clock;
  private final long periodNs;
  private long originNs;
  private long deadlineNs;
  private long lastTickNs;
  private long lastTimeNs;
  private long lastSequence;
  private long lastSampleNs;
  private long periodsOnItsOwn;

  /**
   * Creates the pacer.
   *
   * @param periodNs nominal period of the device's samples, nanoseconds, positive
   * @param clock the loop's clock
   * @param device whose samples are the clock
   */
  public DevicePacer(long periodNs, Clock clock, DeviceClock device) {
    this.periodNs = LoopSettings.requirePositive(periodNs, "periodNs");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.device = Objects.requireNonNull(device, "device");
  }

  @Override
  public void start() {
    originNs = clock.nanoTime();
    deadlineNs = originNs + PATIENCE * periodNs;
    lastTickNs = originNs - periodNs;
    lastTimeNs = -periodNs;
    lastSequence = DeviceClock.TIMED_OUT;
    lastSampleNs = lastTickNs;
    periodsOnItsOwn = 0;
  }

  @Override
  public void awaitNext(TickTime time) {
    int unseen = Schedule.skippedPeriods(lastTickNs + periodNs, clock.nanoTime(), periodNs);
    long sequence = awaitSample();
    long nowNs = clock.nanoTime();
    if (sequence == DeviceClock.TIMED_OUT) {
      tickOnItsOwn(time, nowNs);
    } else {
      tickOnSample(time, nowNs, sequence);
    }
    time.skippedAsleep = time.skipped - Math.min(time.skipped, unseen);
    // Time must rise from tick to tick even where the clock's resolution is coarse.
    time.timeNs = Math.max(lastTimeNs + 1, nowNs - originNs);
    time.dtNs = lastTimeNs < 0 ? periodNs : time.timeNs - lastTimeNs;
    lastTimeNs = time.timeNs;
    lastTickNs = nowNs;
  }

  /** The newest sample once a tick may happen, or TIMED_OUT where the device stays silent. */
  private long awaitSample() {
    boolean silent = periodsOnItsOwn > 0;
    if (!silent) {
      // After a tick that ran long, the device is given a period to show that it is there.
      deadlineNs = Math.max(deadlineNs, clock.nanoTime() + periodNs);
    }
    long newest = DeviceClock.TIMED_OUT;
    while (true) {
      long sequence = device.awaitSample(Math.max(1, deadlineNs - clock.nanoTime()));
      long nowNs = clock.nanoTime();
      if (sequence == DeviceClock.TIMED_OUT) {
        if (nowNs - deadlineNs >= 0) {
          return newest;
        }
      } else {
        newest = sequence;
        if (nowNs - lastTickNs >= periodNs / 2) {
          return newest;
        }
      }
    }
  }

  private void tickOnSample(TickTime time, long nowNs, long sequence) {
    boolean first = lastSequence == DeviceClock.TIMED_OUT;
    long missed = first ? 0 : Math.max(0, sequence - lastSequence - 1);
    // Periods that passed in silence have been told already, by the ticks of that time.
    long untold = Math.max(0, missed - periodsOnItsOwn);
    time.skipped = (int) Math.min(untold, Integer.MAX_VALUE);
    time.latenessNs = first ? 0 : Math.max(0, nowNs - lastSampleNs - (missed + 1) * periodNs);
    lastSequence = sequence;
    lastSampleNs = nowNs;
    periodsOnItsOwn = 0;
    deadlineNs = nowNs + PATIENCE * periodNs;
  }

  private void tickOnItsOwn(TickTime time, long nowNs) {
    time.skipped = Schedule.skippedPeriods(lastTickNs + periodNs, nowNs, periodNs);
    time.latenessNs = nowNs - deadlineNs;
    periodsOnItsOwn += time.skipped + 1L;
    deadlineNs = nowNs + periodNs;
  }

  @Override
  public boolean timeStandsStill() {
    return false;
  }

  @Override
  public Pacer rehearsal() {
    return new RealtimePacer(periodNs, clock, dueNs -> {});
  }
}
