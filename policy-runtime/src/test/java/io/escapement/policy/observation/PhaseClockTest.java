package io.escapement.policy.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.stage.LoopChannels;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseClockTest {

  private static final ChannelSpec TIME =
      ChannelSpec.input(LoopChannels.TIME_NS, ChannelType.I64, 1);

  private static double value(PhaseClock clock, long timeNs, int element) {
    TickRecord record = new TickRecord(new RecordLayout(List.of(TIME)));
    I64Channel time = new I64Channel(TIME);
    record.attach(time);
    time.set(0, timeNs);
    clock.declare(new AttachTo(record));
    return clock.value(element);
  }

  @Test
  void sineAndCosineGoRoundWithTheFrequency() {
    assertEquals(0, value(new PhaseClock(2, 0), 0, 0));
    assertEquals(1, value(new PhaseClock(2, 0), 0, 1));
    assertEquals(1, value(new PhaseClock(2, 0), 125_000_000, 0), 1e-12);
    assertEquals(-1, value(new PhaseClock(2, 0), 250_000_000, 1), 1e-12);
  }

  @Test
  void anOffsetIsGivenInCycles() {
    assertEquals(1, value(new PhaseClock(2, 0.25), 0, 0), 1e-12);
    assertEquals(-1, value(new PhaseClock(2, 0.5), 0, 1), 1e-12);
  }

  @Test
  void aLongRunLosesNoDigits() {
    // A whole number of cycles after eleven days.
    assertEquals(0, value(new PhaseClock(2, 0), 1_000_000_000_000_000L, 0), 1e-6);
  }
}
