package io.escapement.policy.faults;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.TickDraws;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.action.ActionMap;
import java.util.List;

/**
 * Puts garbage in the place of a policy's action, behind the policy's own checks: what is left to
 * stop it is the safety chain. All but a time-out claims to be valid.
 */
public final class PolicyFaultStage implements Stage {

  private static final int NONE = -1;
  private static final int INVALID = 0;

  private final String name;
  private final PolicyFault[] faults;
  private final int[] jointOf;
  private final I64Channel tick = I64Channel.reading(LoopChannels.TICK, 1);
  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final F64Channel velocity;
  private final F32Channel action;
  private final I32Channel actionValid;
  private final F32Channel spoilt;
  private final I32Channel valid;
  private final I32Channel active;

  /**
   * Creates the stage.
   *
   * @param robot the robot
   * @param faults of which a later one has precedence
   * @param action name of the channel of the action, {@code f32}
   * @param actionValid name of the channel that says whether it is valid, one {@code i32}
   * @param map what the action's elements mean
   */
  public PolicyFaultStage(
      RobotModel robot,
      List<PolicyFault> faults,
      String action,
      String actionValid,
      ActionMap map) {
    String prefix = robot.name() + "/policy_faults/";
    name = prefix + "spoil";
    this.faults = faults.toArray(PolicyFault[]::new);
    jointOf =
        map.elements().stream()
            .mapToInt(element -> robot.actuators().get(element.actuator()).jointIndex())
            .toArray();
    velocity = F64Channel.reading(robot.name() + "/joints/velocity", robot.joints().size());
    this.action = F32Channel.reading(action, jointOf.length);
    this.actionValid = I32Channel.reading(actionValid, 1);
    spoilt =
        new F32Channel(
            ChannelSpec.derived(actionChannel(robot), ChannelType.F32, jointOf.length)
                .withLabels(map.labels()));
    valid = new I32Channel(ChannelSpec.derived(validChannel(robot), ChannelType.I32, 1));
    active =
        new I32Channel(
            ChannelSpec.derived(prefix + "active", ChannelType.I32, 1)
                .withUnit("number of the fault from 1, 0 for none"));
  }

  /**
   * Name of the channel of what comes out.
   *
   * @param robot the robot
   * @return a derived channel, {@code f32}
   */
  public static String actionChannel(RobotModel robot) {
    return robot.name() + "/policy_faults/action";
  }

  /**
   * Name of the channel that says whether what comes out claims to be valid.
   *
   * @param robot the robot
   * @return a derived channel, one {@code i32}
   */
  public static String validChannel(RobotModel robot) {
    return robot.name() + "/policy_faults/action_valid";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return Phase.REFINE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(tick);
    wiring.reads(timeNs);
    wiring.reads(velocity);
    wiring.reads(action);
    wiring.reads(actionValid);
    wiring.writes(spoilt);
    wiring.writes(valid);
    wiring.writes(active);
  }

  @Override
  public void tick() {
    int present = present();
    active.set(0, present + 1);
    valid.set(0, actionValid.get(0));
    for (int i = 0; i < jointOf.length; i++) {
      spoilt.set(i, action.get(i));
    }
    if (present == NONE) {
      return;
    }
    PolicyFault fault = faults[present];
    if (fault.kind() == PolicyFault.Kind.TIMEOUT) {
      valid.set(0, INVALID);
      return;
    }
    valid.set(0, 1);
    for (int i = 0; i < jointOf.length; i++) {
      spoilt.set(i, (float) garbage(fault, i));
    }
  }

  private int present() {
    for (int i = faults.length - 1; i >= 0; i--) {
      if (faults[i].contains(timeNs.get(0))) {
        return i;
      }
    }
    return NONE;
  }

  private double garbage(PolicyFault fault, int element) {
    double size = fault.amplitude();
    return switch (fault.kind()) {
      case NAN -> Double.NaN;
      case INFINITY -> element % 2 == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      case RANDOM -> size * (2 * TickDraws.uniform(fault.seed(), element, tick.get(0)) - 1);
      case MAXIMAL -> size;
      case ADVERSARIAL -> moves(element) < 0 ? -size : size;
      case TIMEOUT -> action.get(element);
    };
  }

  private double moves(int element) {
    return jointOf[element] < 0 ? 0 : velocity.get(jointOf[element]);
  }
}
