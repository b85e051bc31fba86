package io.escapement.controller.robot;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.robot.ModelDescription.ModelActuator;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Lays {@code robot.yaml}'s settings over an actuator of the model. */
final class ActuatorSettings {
  private ActuatorKind kind;
  private Set<Capability> accepts;
  private double stiffness;
  private double damping;
  private double effortMax;
  private SlewLimits slew = SlewLimits.NONE;
  private double rateHz;
  private double sign;
  private double ratio;
  private double offset;

  private ActuatorSettings(ModelActuator from) {
    kind = from.kind();
    accepts = from.accepts();
    stiffness = from.stiffness();
    damping = from.damping();
    effortMax = from.effortMax();
    sign = from.sign();
    ratio = from.ratio();
  }

  /**
   * Makes an actuator.
   *
   * @param joint the joint that it drives, or null
   * @param own settings of the actuator, later ones win
   * @param jointOwn settings of its joint, of which the slew limits count
   */
  static Actuator apply(
      ModelActuator from, int index, Joint joint, List<YamlNode> own, List<YamlNode> jointOwn) {
    ActuatorSettings settings = new ActuatorSettings(from);
    own.forEach(settings::overlay);
    SlewLimits ofJoint = SlewLimits.NONE;
    for (YamlNode node : jointOwn) {
      ofJoint = Limits.slew(node, ofJoint);
    }
    double free = Double.POSITIVE_INFINITY;
    return new Actuator(
        from.name(),
        index,
        joint == null ? -1 : joint.index(),
        settings.kind,
        settings.accepts,
        settings.stiffness,
        settings.damping,
        joint == null ? from.positionMin() : Math.max(from.positionMin(), joint.positionMin()),
        joint == null ? from.positionMax() : Math.min(from.positionMax(), joint.positionMax()),
        joint == null ? free : joint.velocityMax(),
        joint == null ? settings.effortMax : Math.min(settings.effortMax, joint.effortMax()),
        settings.slew.and(ofJoint),
        settings.rateHz,
        settings.sign,
        settings.ratio,
        settings.offset);
  }

  private void overlay(YamlNode node) {
    node.optional("kind").ifPresent(n -> kind = n.oneOf(ActuatorKind.class));
    node.optional("accepts").ifPresent(n -> accepts = capabilities(n));
    stiffness = Limits.limit(node, "stiffness", stiffness);
    damping = Limits.limit(node, "damping", damping);
    effortMax = Limits.limit(node, "effort", effortMax);
    slew = Limits.slew(node, slew);
    node.optional("rate_hz").ifPresent(n -> rateHz = n.positive());
    node.optional("sign").ifPresent(n -> sign = n.number());
    node.optional("ratio").ifPresent(n -> ratio = n.positive());
    node.optional("offset").ifPresent(n -> offset = n.number());
  }

  private static Set<Capability> capabilities(YamlNode list) {
    EnumSet<Capability> all = EnumSet.noneOf(Capability.class);
    list.items().forEach(item -> all.add(item.oneOf(Capability.class)));
    return Collections.unmodifiableSet(all);
  }
}
