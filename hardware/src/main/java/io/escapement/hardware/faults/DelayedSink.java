package io.escapement.hardware.faults;

import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Sink;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Hands each command to a wrapped sink a number of ticks later. While the delay begins nothing
 * arrives, and the drives go on by the last command; when it ends, the newest one arrives at once,
 * and those under way are dropped.
 */
final class DelayedSink implements Sink {

  private static final long NONE = -1;

  /**
   * A delay.
   *
   * @param window when it is there
   * @param ticks how many ticks
   */
  record Delay(Window window, int ticks) {}

  private final Sink inner;
  private final Delay[] delays;
  private final Mirror mirror;
  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final UnsafeBuffer ring;
  private final int slots;
  private long sent;
  private long arrived = NONE;

  DelayedSink(Sink inner, List<Delay> delays) {
    this.inner = inner;
    this.delays = delays.toArray(Delay[]::new);
    mirror = new Mirror(inner.name(), inner::declare);
    slots = 1 + delays.stream().mapToInt(Delay::ticks).max().orElse(0);
    int bytes = Math.max(Long.BYTES, Math.multiplyExact(slots, mirror.readingBytes()));
    ring = new UnsafeBuffer(BufferUtil.allocateDirectAligned(bytes, Long.BYTES));
  }

  /** Forgets every command. */
  void restart() {
    sent = 0;
    arrived = NONE;
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public void declare(Wiring wiring) {
    mirror.declare(wiring);
    wiring.reads(timeNs);
  }

  @Override
  public void write() {
    mirror.keepReading(ring, at(sent));
    long due = sent - ticksAt(timeNs.get(0));
    sent++;
    if (due > arrived) {
      arrived = due;
      mirror.putReading(ring, at(due));
      inner.write();
    }
  }

  private int ticksAt(long now) {
    int ticks = 0;
    for (Delay delay : delays) {
      if (delay.window().contains(now)) {
        ticks = Math.max(ticks, delay.ticks());
      }
    }
    return ticks;
  }

  private int at(long command) {
    return (int) (command % slots) * mirror.readingBytes();
  }

  @Override
  public void prime() {
    if (arrived != NONE) {
      inner.prime();
    }
  }
}
