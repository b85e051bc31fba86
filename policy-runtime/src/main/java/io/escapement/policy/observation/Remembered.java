package io.escapement.policy.observation;

import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;

/**
 * An output of the last inference that the bundle remembers; before the first inference after a
 * start or a reset, what the model gives one step earlier for an observation of zeros.
 */
final class Remembered {

  private final String tensor;
  private final int count;
  private final F32Channel last;
  private final F32Channel start;
  private final I64Channel observations;

  Remembered(TermContext context, String tensor, int count) {
    this.tensor = tensor;
    this.count = count;
    last = F32Channel.reading(RememberedChannels.last(context.prefix(), tensor), count);
    start = F32Channel.reading(RememberedChannels.atStart(context.prefix(), tensor), count);
    observations = I64Channel.reading(context.prefix() + ObserveStage.OBSERVATIONS, 1);
  }

  String tensor() {
    return tensor;
  }

  int count() {
    return count;
  }

  void declare(Wiring wiring) {
    wiring.readsPrevious(last);
    wiring.readsPrevious(start);
    wiring.readsPrevious(observations);
  }

  double get(int element) {
    return observations.get(0) == 0 ? start.get(element) : last.get(element);
  }
}
