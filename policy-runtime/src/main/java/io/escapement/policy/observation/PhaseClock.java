package io.escapement.policy.observation;

import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Turns;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/**
 * Sine and cosine of a phase that runs with the time of the tick: {@code 2 pi (frequency t +
 * offset)}, t since the start of the run.
 */
final class PhaseClock implements ObservationTerm {

  static final String FREQUENCY_HZ = "frequency_hz";
  static final String OFFSET_CYCLES = "offset_cycles";

  private static final double NS = 1e-9;

  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final double frequencyHz;
  private final double offsetCycles;

  PhaseClock(TermContext context) {
    this(context.number(FREQUENCY_HZ), context.number(OFFSET_CYCLES, 0));
  }

  PhaseClock(double frequencyHz, double offsetCycles) {
    this.frequencyHz = frequencyHz;
    this.offsetCycles = offsetCycles;
  }

  @Override
  public List<String> labels() {
    return List.of("sin", "cos");
  }

  @Override
  public Set<String> inputs() {
    return Set.of();
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(timeNs);
  }

  @Override
  public double value(int element) {
    double cycles = frequencyHz * (timeNs.get(0) * NS) + offsetCycles;
    return element == 0 ? Turns.sin(cycles) : Turns.cos(cycles);
  }
}
