package io.escapement.controller.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.testing.RecordedRun;
import io.escapement.testing.ScriptedSource;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The example of docs/stages.md, and how a stage is tested. */
class VelocityLowPassTest {

  private final F64Channel velocity =
      new F64Channel(ChannelSpec.input("r/joints/velocity", ChannelType.F64, 2));
  private final F64Channel smooth = F64Channel.reading("r/estimate/velocity", 2);
  private final Random world = new Random(7);

  private Pipeline live() {
    Pipeline pipeline =
        new PipelineBuilder()
            .add(
                new ScriptedSource(
                    "joints",
                    Phase.READ,
                    timeNs -> {
                      velocity.set(0, 1);
                      velocity.set(1, world.nextGaussian());
                    },
                    velocity))
            .add(new VelocityLowPass("r", 2, 0.5))
            .build();
    pipeline.record().attach(smooth);
    return pipeline;
  }

  @Test
  void comes_half_of_the_way_in_each_tick() {
    RecordedRun.of(live(), 3, 2_000_000);
    assertEquals(0.875, smooth.get(0));
  }

  @Test
  void replays_bit_for_bit_from_any_tick() {
    RecordedRun run = RecordedRun.of(live(), 100, 2_000_000);
    for (int tick = 0; tick < 100; tick += 9) {
      Pipeline replay =
          new PipelineBuilder()
              .recordedInputs(run.layout())
              .add(new VelocityLowPass("r", 2, 0.5))
              .build();
      assertEquals(Optional.empty(), run.firstDivergence(replay, tick));
    }
  }

  @Test
  void another_gain_is_found_in_the_first_tick() {
    RecordedRun run = RecordedRun.of(live(), 10, 2_000_000);
    Pipeline replay =
        new PipelineBuilder()
            .recordedInputs(run.layout())
            .add(new VelocityLowPass("r", 2, 0.25))
            .build();
    assertEquals(Optional.of("tick 0, r/estimate/velocity[0]"), run.firstDivergence(replay));
  }
}
