package io.escapement.safety.chain;

import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drive;
import io.escapement.safety.filter.CommandRange;
import io.escapement.safety.filter.FilterContext;

/**
 * The way between an actuator's five numbers and the program's variable: the effort that its drive
 * makes of them at the measured state, or, in a kinematic chain, the velocity of its set-point.
 *
 * <p>Back, a change goes into the feed-forward effort where the drive takes one, then into the
 * set-point (change over stiffness), and what neither can take without leaving its own range, slew
 * limits included, out of the gains, which can always be lowered. {@link #lower} and {@link #upper}
 * are what can be reached on that way.
 */
final class ActuatorMapping {

  private final boolean kinematic;
  private final double periodS;
  private final FilterContext context;
  private final CommandRange range;
  private final ChainJoint[] joints;

  ActuatorMapping(CertifiedSettings settings, FilterContext context, CommandRange range) {
    this.context = context;
    this.range = range;
    kinematic = settings.model() == ChainModel.KINEMATIC;
    periodS = settings.periodS();
    joints = settings.joints().toArray(ChainJoint[]::new);
  }

  /** The variable's value for the command in the making. */
  double value(int i) {
    ChainJoint joint = joints[i];
    if (kinematic) {
      return velocityOf(joint, context.command().position().get(joint.actuator()));
    }
    double effort = effort(joint);
    // A servo saturates by itself.
    return joint.builtInStiffness() > 0
        ? within(effort, -joint.effortMax(), joint.effortMax())
        : effort;
  }

  private double velocityOf(ChainJoint joint, double position) {
    return (position - range.positionReference(joint.actuator())) / periodS;
  }

  private double effort(ChainJoint joint) {
    int a = joint.actuator();
    return ofGains(joint, context.command().position().get(a)) + feedForward(joint);
  }

  /** What the gains make of a set-point. */
  private double ofGains(ChainJoint joint, double position) {
    int a = joint.actuator();
    Drive drive = context.drive(a);
    double q = context.measuredPosition(a);
    double dq = context.measuredVelocity(a);
    if (joint.builtInStiffness() > 0) {
      return joint.builtInStiffness() * (position - q) - joint.builtInDamping() * dq;
    }
    CommandHandles command = context.command();
    return drive.effort(
        position,
        command.velocity().get(a),
        command.stiffness().get(a),
        command.damping().get(a),
        0,
        q,
        dq);
  }

  private double feedForward(ChainJoint joint) {
    int a = joint.actuator();
    return context.drive(a).takesEffort() ? context.command().effort().get(a) : 0;
  }

  /** What a rad of the set-point makes, Nm/rad; 0 where it makes nothing. */
  private double stiffness(ChainJoint joint) {
    int a = joint.actuator();
    Drive drive = context.drive(a);
    if (joint.builtInStiffness() > 0) {
      return joint.builtInStiffness();
    }
    boolean spring = drive.takesPosition() && drive.takesStiffness();
    return spring ? context.command().stiffness().get(a) : 0;
  }

  /** What the drive of a variable makes by itself of a displacement, Nm/rad; 0 of a held effort. */
  double stiffness(int i) {
    return kinematic ? 0 : stiffness(joints[i]);
  }

  /** What the drive of a variable makes by itself of a velocity, Nm s/rad; 0 of a held effort. */
  double damping(int i) {
    ChainJoint joint = joints[i];
    return damping(joint, context.command());
  }

  /**
   * What the drive of a variable would make of the command in the making at a place, at rest, Nm.
   */
  double effortAt(int i, double position) {
    ChainJoint joint = joints[i];
    int a = joint.actuator();
    CommandHandles command = context.command();
    double gains =
        joint.builtInStiffness() > 0
            ? joint.builtInStiffness() * (command.position().get(a) - position)
            : context
                .drive(a)
                .effort(
                    command.position().get(a),
                    command.velocity().get(a),
                    command.stiffness().get(a),
                    command.damping().get(a),
                    0,
                    position,
                    0);
    return within(gains + feedForward(joint), -joint.effortMax(), joint.effortMax());
  }

  /** The stiffness that the command of the tick before had, Nm/rad. */
  double appliedStiffness(int i) {
    ChainJoint joint = joints[i];
    if (joint.builtInStiffness() > 0) {
      return joint.builtInStiffness();
    }
    Drive drive = context.drive(joint.actuator());
    boolean spring = context.hasApplied() && drive.takesPosition() && drive.takesStiffness();
    return spring ? context.applied().stiffness().get(joint.actuator()) : 0;
  }

  /** The damping that the command of the tick before had, Nm s/rad. */
  double appliedDamping(int i) {
    return context.hasApplied() ? damping(joints[i], context.applied()) : 0;
  }

  private double damping(ChainJoint joint, CommandHandles of) {
    if (joint.builtInStiffness() > 0) {
      return joint.builtInDamping();
    }
    int a = joint.actuator();
    return context.drive(a).takesDamping() ? of.damping().get(a) : 0;
  }

  /** The least value that the actuator can be brought to. */
  double lower(int i, boolean slews) {
    return bound(i, slews, -1);
  }

  /** The greatest value that the actuator can be brought to. */
  double upper(int i, boolean slews) {
    return bound(i, slews, 1);
  }

  private double bound(int i, boolean slews, int side) {
    ChainJoint joint = joints[i];
    int a = joint.actuator();
    if (kinematic) {
      double speed = joint.limits().velocity();
      double reach = velocityOf(joint, position(a, slews, side));
      return within(reach, -speed, speed);
    }
    double gains = ofGains(joint, context.command().position().get(a));
    double k = stiffness(joint);
    if (k > 0) {
      double shifted = ofGains(joint, position(a, slews, side));
      gains = side > 0 ? Math.max(gains, shifted) : Math.min(gains, shifted);
    }
    if (joint.builtInStiffness() == 0) {
      gains = side > 0 ? Math.max(0, gains) : Math.min(0, gains);
    }
    double feedForward = context.drive(a).takesEffort() ? effortBound(joint, slews, side) : 0;
    return within(gains + feedForward, -joint.effortMax(), joint.effortMax());
  }

  private double position(int a, boolean slews, int side) {
    if (slews) {
      return side > 0 ? range.highestPosition(a) : range.lowestPosition(a);
    }
    return side > 0 ? range.upperPosition(a) : range.lowerPosition(a);
  }

  private double effortBound(ChainJoint joint, boolean slews, int side) {
    int a = joint.actuator();
    if (slews) {
      return side > 0 ? range.highestEffort(a) : range.lowestEffort(a);
    }
    return side * joint.effortMax();
  }

  /**
   * Changes the command so that its value is the wanted one, which lies between {@link #lower} and
   * {@link #upper}.
   *
   * @return the value that came out: the wanted one up to rounding
   */
  double apply(int i, double wanted, boolean slews) {
    ChainJoint joint = joints[i];
    int a = joint.actuator();
    CommandHandles command = context.command();
    if (kinematic) {
      double position = range.positionReference(a) + wanted * periodS;
      command.position().set(a, within(position, range.lowerPosition(a), range.upperPosition(a)));
      return value(i);
    }
    if (context.drive(a).takesEffort()) {
      double missing = wanted - effort(joint);
      double least = effortBound(joint, slews, -1);
      double most = effortBound(joint, slews, 1);
      command.effort().set(a, within(command.effort().get(a) + missing, least, most));
    }
    double k = stiffness(joint);
    double missing = wanted - effort(joint);
    if (k > 0 && Math.abs(missing) > tolerance(joint)) {
      double position = command.position().get(a) + missing / k;
      command.position().set(a, within(position, position(a, slews, -1), position(a, slews, 1)));
    }
    if (joint.builtInStiffness() == 0 && Math.abs(wanted - effort(joint)) > tolerance(joint)) {
      lowerGains(joint, wanted);
    }
    return value(i);
  }

  /**
   * Commands an effort without knowing where the joint is. A drive with a spring of its own is left
   * with it, any other gets the effort alone.
   *
   * @return the effort, or 0 where the spring makes it
   */
  double blind(int i, double effort) {
    ChainJoint joint = joints[i];
    int a = joint.actuator();
    boolean springs = kinematic || joint.builtInStiffness() > 0 || stiffness(joint) > 0;
    if (springs || !context.drive(a).takesEffort()) {
      return 0;
    }
    CommandHandles command = context.command();
    command.damping().set(a, 0);
    command.effort().set(a, within(effort, -joint.effortMax(), joint.effortMax()));
    return command.effort().get(a);
  }

  private static double tolerance(ChainJoint joint) {
    return 1e-12 * Math.max(1, joint.effortMax());
  }

  /**
   * Scales both gains so that, with the feed-forward effort as it is, the wanted effort comes out.
   */
  private void lowerGains(ChainJoint joint, double wanted) {
    int a = joint.actuator();
    CommandHandles command = context.command();
    double gains = ofGains(joint, command.position().get(a));
    double scale = (wanted - feedForward(joint)) / gains;
    // The negated comparison also catches what is not a number.
    double lowered = !(scale >= 0 && scale <= 1) ? 0 : scale;
    command.stiffness().set(a, command.stiffness().get(a) * lowered);
    command.damping().set(a, command.damping().get(a) * lowered);
    if (lowered == 0 && context.drive(a).takesEffort()) {
      command.effort().set(a, within(wanted, -joint.effortMax(), joint.effortMax()));
    }
  }

  private static double within(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }
}
