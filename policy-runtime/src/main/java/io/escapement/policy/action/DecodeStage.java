package io.escapement.policy.action;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.Bounds;
import java.util.Objects;

/**
 * Turns the policy's action into the nominal command, five numbers for each actuator, on every
 * tick; between inferences the action is held.
 *
 * <p>An output that is not finite stays in its own channel for the journal, but is not taken over:
 * the last finite action is held, so that the next observation is not poisoned, and the command is
 * marked invalid until an inference is finite again. What then happens is the supervisor's to say.
 */
public final class DecodeStage implements Stage {

  /** Validity of an action whose output was not finite, so that the supervisor can say why. */
  private static final int NOT_FINITE = -1;

  /**
   * Where new actions come from.
   *
   * @param due name of the channel, one {@code i32}, that is 1 on ticks that bring a new action
   * @param action name of the channel that it stands in on those ticks, {@code f32}
   */
  public record From(String due, String action) {}

  private final String name;
  private final ActionMap.Element[] elements;
  private final I32Channel due;
  private final F32Channel output;
  private final F32Channel action;
  private final I32Channel actionValid;
  private final F64Channel position;
  private final F64Channel velocity;
  private final F64Channel stiffness;
  private final F64Channel damping;
  private final F64Channel effort;
  private final I32Channel valid;

  /**
   * Creates the stage.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param nominal prefix of the command's channels, such as {@code go1/nominal/}
   * @param robot the robot
   * @param from where new actions come from
   * @param map what its elements mean
   */
  public DecodeStage(String prefix, String nominal, RobotModel robot, From from, ActionMap map) {
    this.name = Objects.requireNonNull(prefix, "prefix") + "decode";
    this.elements = map.elements().toArray(ActionMap.Element[]::new);
    due = I32Channel.reading(from.due(), 1);
    output = F32Channel.reading(from.action(), elements.length);
    action =
        new F32Channel(
            ChannelSpec.memory(prefix + "action", ChannelType.F32, elements.length)
                .withLabels(map.labels()));
    actionValid = new I32Channel(ChannelSpec.memory(prefix + "action_valid", ChannelType.I32, 1));
    position = command(nominal + "position", "rad or m", robot);
    velocity = command(nominal + "velocity", "rad/s or m/s", robot);
    stiffness = command(nominal + "stiffness", "Nm/rad or N/m", robot);
    damping = command(nominal + "damping", "Nm s/rad or N s/m", robot);
    effort = command(nominal + "effort", "Nm or N", robot);
    valid =
        new I32Channel(
            ChannelSpec.derived(nominal + "valid", ChannelType.I32, 1)
                .withUnit("1 valid, 0 none yet, -1 not finite"));
  }

  private static F64Channel command(String name, String unit, RobotModel robot) {
    return new F64Channel(
        ChannelSpec.derived(name, ChannelType.F64, robot.actuators().size())
            .withUnit(unit)
            .withLabels(robot.actuatorNames()));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return Phase.DECODE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(due);
    wiring.reads(output);
    wiring.writes(action);
    wiring.writes(actionValid);
    wiring.writes(position);
    wiring.writes(velocity);
    wiring.writes(stiffness);
    wiring.writes(damping);
    wiring.writes(effort);
    wiring.writes(valid);
  }

  @Override
  public void tick() {
    if (due.get(0) == 1) {
      takeOver();
    }
    for (int i = 0; i < elements.length; i++) {
      ActionMap.Element element = elements[i];
      int actuator = element.actuator();
      double scaled = action.get(i) * element.scale() + element.offset();
      double target = Bounds.clip(scaled, element.low(), element.high());
      switch (element.type()) {
        case JOINT_POSITION -> position.set(actuator, target);
        case JOINT_EFFORT -> effort.set(actuator, target);
        case JOINT_VELOCITY -> velocity.set(actuator, target);
      }
      stiffness.set(actuator, element.stiffness());
      damping.set(actuator, element.damping());
    }
    valid.set(0, actionValid.get(0));
  }

  private void takeOver() {
    for (int i = 0; i < elements.length; i++) {
      if (!Float.isFinite(output.get(i))) {
        actionValid.set(0, NOT_FINITE);
        return;
      }
    }
    for (int i = 0; i < elements.length; i++) {
      ActionMap.Element element = elements[i];
      action.set(i, (float) Bounds.clip(output.get(i), element.rawLow(), element.rawHigh()));
    }
    actionValid.set(0, 1);
  }
}
