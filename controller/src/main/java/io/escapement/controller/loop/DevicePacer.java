package io.escapement.controller.loop;

import java.util.Objects;

/**
 * Paces ticks by a device: each sample is a tick. Sequence numbers tell how many samples passed
 * unseen. A device that stays silent for {@value #PATIENCE} periods does not stop the loop: the
 * tick happens on the schedule, with the device's stamps as old as they are, so that the supervisor
 * sees the silence.
 */
public final class DevicePacer implements Pacer {

  /** Periods without a sample after which the loop ticks on its own. */
  public static final int PATIENCE = 2;

  private final DeviceClock device;
  private final Clock clock;
  private final long periodNs;
  private long originNs;
  private long lastTimeNs;
  private long lastSequence;
  private long lastSampleNs;

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
    lastTimeNs = -periodNs;
    lastSequence = DeviceClock.TIMED_OUT;
    lastSampleNs = originNs;
  }

  @Override
  public void awaitNext(TickTime time) {
    long sequence = device.awaitSample(PATIENCE * periodNs);
    long nowNs = clock.nanoTime();
    boolean sampled = sequence != DeviceClock.TIMED_OUT;
    boolean first = lastSequence == DeviceClock.TIMED_OUT;
    long missed = sampled && !first ? Math.max(0, sequence - lastSequence - 1) : 0;
    time.skipped = (int) Math.min(missed, Integer.MAX_VALUE);
    // Time must rise from tick to tick even if the device bunches its samples.
    time.timeNs = Math.max(lastTimeNs + 1, nowNs - originNs);
    time.dtNs = lastTimeNs < 0 ? periodNs : time.timeNs - lastTimeNs;
    time.latenessNs = Math.max(0, nowNs - lastSampleNs - (missed + 1) * periodNs);
    lastTimeNs = time.timeNs;
    lastSampleNs = nowNs;
    if (sampled) {
      lastSequence = sequence;
    }
  }

  @Override
  public boolean timeStandsStill() {
    return false;
  }
}
