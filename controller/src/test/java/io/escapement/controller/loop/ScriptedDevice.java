package io.escapement.controller.loop;

import io.escapement.testing.VirtualClock;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A device that delivers samples at the times that a test gives, and queues what is not asked for.
 */
final class ScriptedDevice implements DeviceClock {

  private record Sample(long atNs, long sequence) {}

  private final VirtualClock clock;
  private final Deque<Sample> samples = new ArrayDeque<>();

  ScriptedDevice(VirtualClock clock) {
    this.clock = clock;
  }

  ScriptedDevice sample(long atNs, long sequence) {
    samples.add(new Sample(atNs, sequence));
    return this;
  }

  @Override
  public long awaitSample(long timeoutNs) {
    if (timeoutNs <= 0) {
      throw new IllegalArgumentException("timeoutNs " + timeoutNs);
    }
    long untilNs = clock.nanoTime() + timeoutNs;
    if (samples.isEmpty() || samples.peek().atNs() > untilNs) {
      clock.advance(timeoutNs);
      return TIMED_OUT;
    }
    Sample next = samples.remove();
    clock.advance(Math.max(0, next.atNs() - clock.nanoTime()));
    return next.sequence();
  }
}
