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
 * Turns an action into a nominal command, five numbers for each actuator, on every tick: {@code
 * clip(scale a + offset)}.
 */
public final class DecodeStage implements Stage {

  private final String name;
  private final ActionMap.Element[] elements;
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
   * @param nominal prefix of the command's channels, such as {@code go1/nominal/}
   * @param robot the robot
   * @param action name of the channel in which the action stands on every tick, {@code f32}
   * @param actionValid name of the channel that says whether it is valid, one {@code i32}
   * @param map what the action's elements mean
   */
  public DecodeStage(
      String nominal, RobotModel robot, String action, String actionValid, ActionMap map) {
    this.name = Objects.requireNonNull(nominal, "nominal") + "decode";
    this.elements = map.elements().toArray(ActionMap.Element[]::new);
    this.action = F32Channel.reading(action, elements.length);
    this.actionValid = I32Channel.reading(actionValid, 1);
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
    wiring.reads(action);
    wiring.reads(actionValid);
    wiring.writes(position);
    wiring.writes(velocity);
    wiring.writes(stiffness);
    wiring.writes(damping);
    wiring.writes(effort);
    wiring.writes(valid);
  }

  @Override
  public void tick() {
    for (int i = 0; i < elements.length; i++) {
      ActionMap.Element element = elements[i];
      int actuator = element.actuator();
      double scaled = action.get(i) * element.scale() + element.offset();
      double target = Bounds.clip(scaled, element.low(), element.high());
      switch (element.type()) {
        case JOINT_POSITION -> position.set(actuator, target);
        case JOINT_EFFORT -> effort.set(actuator, target);
        case JOINT_VELOCITY -> velocity.set(actuator, target);
        case RESIDUAL -> throw new IllegalStateException("a residual commands nothing by itself");
      }
      stiffness.set(actuator, element.stiffness());
      damping.set(actuator, element.damping());
    }
    valid.set(0, actionValid.get(0));
  }
}
