package org.example.sway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.testing.RecordedRun;
import io.escapement.testing.ScriptedSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PowerMeterTest {

  private static final long PERIOD_NS = 2_000_000;

  private final RobotModel robot =
      RobotReader.read(
          Path.of("robot.yaml"),
          new ConfigurationLoader(new DiskFiles(), Environment.of(Map.of())));
  private final F64Channel effort = input("effort");
  private final F64Channel velocity = input("velocity");
  private final F64Channel power = F64Channel.reading("sway/meter/power", 2);
  private final F64Channel work = F64Channel.reading("sway/meter/work", 2);

  private static F64Channel input(String what) {
    return new F64Channel(ChannelSpec.input("sway/joints/" + what, ChannelType.F64, 2));
  }

  /** The pan joint pushes with 2 Nm at 3 rad/s, the tilt joint is dragged. */
  private Pipeline live() {
    Pipeline pipeline =
        new PipelineBuilder()
            .add(
                new ScriptedSource(
                    "joints",
                    Phase.READ,
                    timeNs -> {
                      effort.set(0, 2);
                      velocity.set(0, 3);
                      effort.set(1, 1);
                      velocity.set(1, -4);
                    },
                    effort,
                    velocity))
            .add(new PowerMeter(robot, 0.5))
            .build();
    pipeline.record().attach(power);
    pipeline.record().attach(work);
    return pipeline;
  }

  @Test
  void workIsPowerOverTimeAndWhatIsRegainedCounts() {
    RecordedRun.of(live(), 500, PERIOD_NS);

    assertEquals(6.0, power.get(0));
    assertEquals(-4.0, power.get(1));
    assertEquals(6.0, work.get(0), 1e-9);
    assertEquals(-2.0, work.get(1), 1e-9);
  }

  @Test
  void itRepeatsItsBitsOnReplay() {
    RecordedRun run = RecordedRun.of(live(), 100, PERIOD_NS);
    Pipeline replay =
        new PipelineBuilder().recordedInputs(run.layout()).add(new PowerMeter(robot, 0.5)).build();
    assertEquals(Optional.empty(), run.firstDivergence(replay, 18));
  }
}
