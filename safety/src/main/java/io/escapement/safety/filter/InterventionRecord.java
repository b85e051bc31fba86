package io.escapement.safety.filter;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drives;

/**
 * Counts the ticks on which the command was changed, in all ({@code safety/interventions_total})
 * and by what changed it ({@code safety/intervention_ticks}). What was changed stands in the
 * record: {@code nominal/*}, {@code supervised/*}, {@code command/*} and the bits of {@code
 * safety/intervention}.
 */
public final class InterventionRecord implements Stage {

  private final int actuators;
  private final I32Channel intervention;
  private final I32Channel clamped;
  private final I64Channel total;
  private final I64Channel byKind;

  /**
   * Creates the stage.
   *
   * @param robot the robot's actuators
   */
  public InterventionRecord(Drives robot) {
    actuators = robot.count();
    intervention = I32Channel.reading(robot.channel("safety/intervention"), actuators);
    clamped = I32Channel.reading(robot.channel("safety/clamped"), actuators);
    total =
        new I64Channel(
            ChannelSpec.memory(robot.channel("safety/interventions_total"), ChannelType.I64, 1)
                .withUnit("ticks"));
    byKind =
        new I64Channel(
            ChannelSpec.memory(
                    robot.channel("safety/intervention_ticks"), ChannelType.I64, Intervention.COUNT)
                .withUnit("ticks")
                .withLabels(Intervention.labels()));
  }

  @Override
  public String name() {
    return "intervention_record";
  }

  @Override
  public Phase phase() {
    return Phase.FILTER;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(intervention);
    wiring.reads(clamped);
    wiring.writes(total);
    wiring.writes(byKind);
  }

  @Override
  public void tick() {
    int bits = 0;
    for (int i = 0; i < actuators; i++) {
      bits |= intervention.get(i);
      bits |= clamped.get(i) != 0 ? Intervention.HARDWARE_CLAMP.bit() : 0;
    }
    total.set(0, total.get(0) + (bits != 0 ? 1 : 0));
    for (int kind = 0; kind < Intervention.COUNT; kind++) {
      byKind.set(kind, byKind.get(kind) + (bits >>> kind & 1));
    }
  }
}
