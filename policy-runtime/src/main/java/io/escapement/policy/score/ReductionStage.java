package io.escapement.policy.score;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/** Makes a score of a model's outputs. */
final class ReductionStage implements Stage {

  private final Reduction reduction;
  private final F32Channel[] outputs;
  private final F64Channel score;

  ReductionStage(String channel, Reduction reduction, List<ScoreTensor> outputs) {
    this.reduction = reduction;
    this.outputs =
        outputs.stream()
            .map(tensor -> F32Channel.reading(tensor.channel(), tensor.size()))
            .toArray(F32Channel[]::new);
    score = new F64Channel(ChannelSpec.derived(channel, ChannelType.F64, 1));
  }

  @Override
  public String name() {
    return score.name();
  }

  @Override
  public Phase phase() {
    return Phase.SCORE;
  }

  @Override
  public void declare(Wiring wiring) {
    for (F32Channel output : outputs) {
      wiring.reads(output);
    }
    wiring.writes(score);
  }

  @Override
  public void tick() {
    score.set(0, reduction.of(outputs));
  }
}
