package io.escapement.policy.classical;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.action.ActionMap;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.stage.ResolvedPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns wanted joint positions into elements of the action. A position action is the one from which
 * scale and offset make the wanted position; an effort action is a PD law, {@code kp (q_wanted - q)
 * + kd (dq_wanted - dq)}, to be clipped and scaled by the bundle's actions.
 */
final class ActionLaw {

  private final boolean[] effort;
  private final double[] scale;
  private final double[] offset;
  private final double[] kp;
  private final double[] kd;
  private final int[] joints;
  private final F64Channel position;
  private final F64Channel velocity;

  private ActionLaw(ResolvedPolicy policy, boolean[] effort, double[] kp, double[] kd) {
    this.effort = effort;
    this.kp = kp;
    this.kd = kd;
    RobotModel robot = policy.robot();
    List<ActionMap.Element> elements = policy.actions().elements();
    scale = elements.stream().mapToDouble(ActionMap.Element::scale).toArray();
    offset = elements.stream().mapToDouble(ActionMap.Element::offset).toArray();
    joints = elements.stream().mapToInt(e -> robot.jointNames().indexOf(e.label())).toArray();
    int count = robot.joints().size();
    boolean measures = kp.length > 0;
    position = measures ? F64Channel.reading(robot.name() + "/joints/position", count) : null;
    velocity = measures ? F64Channel.reading(robot.name() + "/joints/velocity", count) : null;
  }

  /**
   * Makes the law of a policy.
   *
   * @param policy the bundle on the robot
   * @param settings the form's own keys, {@code gains} among them if efforts are commanded
   * @return the law
   * @throws io.escapement.controller.config.ConfigurationException if gains are missing where they
   *     are needed or given where they are not, or an action is of another kind
   */
  static ActionLaw of(ResolvedPolicy policy, YamlNode settings) {
    List<ActionMap.Element> elements = policy.actions().elements();
    boolean[] effort = new boolean[elements.size()];
    Place actions = policy.bundle().places().of("actions");
    int efforts = 0;
    for (int i = 0; i < effort.length; i++) {
      ActionMap.Element element = elements.get(i);
      refuse(element, actions);
      effort[i] = element.type() == ActionSpec.Type.JOINT_EFFORT;
      efforts += effort[i] ? 1 : 0;
    }
    Optional<YamlNode> gains = settings.optional("gains");
    if (efforts > 0 && gains.isEmpty()) {
      throw settings
          .error()
          .summary("the actions are efforts, and nothing says how they follow from positions")
          .remedy("add gains: {kp: ..., kd: ...}, the action for 1 rad and for 1 rad/s")
          .build();
    }
    if (efforts == 0 && gains.isPresent()) {
      throw gains
          .get()
          .error()
          .summary("the actions are positions, whose gains are those of the drives")
          .remedy("leave out gains; stiffness and damping stand under actions")
          .build();
    }
    return new ActionLaw(policy, effort, gain(gains, "kp", effort), gain(gains, "kd", effort));
  }

  private static void refuse(ActionMap.Element element, Place actions) {
    boolean able =
        element.type() == ActionSpec.Type.JOINT_POSITION
            || element.type() == ActionSpec.Type.JOINT_EFFORT;
    if (!able) {
      throw actions
          .error()
          .summary("a policy without a model commands joint positions or efforts")
          .found(element.type().name().toLowerCase(Locale.ROOT) + " for " + element.label())
          .remedy("use joint_position or joint_effort")
          .build();
    }
    if (element.type() == ActionSpec.Type.JOINT_POSITION && element.scale() == 0) {
      throw actions
          .error()
          .summary("with a scale of 0 no action moves " + element.label())
          .remedy("write the position in rad (m) that an action of 1 adds to the offset")
          .build();
    }
  }

  private static double[] gain(Optional<YamlNode> gains, String key, boolean[] effort) {
    return gains.map(node -> node.get(key).doubles(effort.length)).orElse(new double[0]);
  }

  void declare(Wiring wiring) {
    if (position != null) {
      wiring.reads(position);
      wiring.reads(velocity);
    }
  }

  /** One element of the action, before its clips. */
  double action(int element, double wantedPosition, double wantedVelocity) {
    if (!effort[element]) {
      return (wantedPosition - offset[element]) / scale[element];
    }
    int joint = joints[element];
    return kp[element] * (wantedPosition - position.get(joint))
        + kd[element] * (wantedVelocity - velocity.get(joint));
  }
}
