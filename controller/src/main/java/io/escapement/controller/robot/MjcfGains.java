package io.escapement.controller.robot;

import java.util.EnumSet;
import java.util.Set;

/**
 * The force law of an MJCF actuator: {@code gain * control + bias0 + bias1 * length + bias2 *
 * velocity}, with length and velocity on the far side of the gear; and its ranges.
 *
 * <p>The shortcuts ({@code motor}, {@code position}, ...) are settings of this one law, as in
 * MuJoCo.
 */
final class MjcfGains {
  private static final Set<String> ACTUATORS =
      Set.of(
          "general",
          "motor",
          "position",
          "velocity",
          "intvelocity",
          "damper",
          "cylinder",
          "muscle",
          "adhesion",
          "plugin");
  private static final Set<String> STATELESS = Set.of("none", "filter", "filterexact");

  private String gainType = "fixed";
  private String biasType = "none";
  private String dynType = "none";
  private double[] gain = {1, 0, 0};
  private double[] bias = {0, 0, 0};
  private double gear = 1;
  private String controlLimited = "auto";
  private String forceLimited = "auto";
  private double[] controlRange;
  private double[] forceRange;

  static boolean isActuator(String element) {
    return ACTUATORS.contains(element);
  }

  MjcfGains copy() {
    MjcfGains copy = new MjcfGains();
    copy.gainType = gainType;
    copy.biasType = biasType;
    copy.dynType = dynType;
    copy.gain = gain.clone();
    copy.bias = bias.clone();
    copy.gear = gear;
    copy.controlLimited = controlLimited;
    copy.forceLimited = forceLimited;
    copy.controlRange = controlRange;
    copy.forceRange = forceRange;
    return copy;
  }

  /** Lays an element's attributes over these settings. */
  void apply(XmlElement element) {
    gear = element.numbers("gear").filter(g -> g.length > 0).map(g -> g[0]).orElse(gear);
    controlLimited = element.attribute("ctrllimited", controlLimited);
    forceLimited = element.attribute("forcelimited", forceLimited);
    controlRange = range(element, "ctrlrange", controlRange);
    forceRange = range(element, "forcerange", forceRange);
    switch (element.name()) {
      case "general":
        gainType = element.attribute("gaintype", gainType);
        biasType = element.attribute("biastype", biasType);
        dynType = element.attribute("dyntype", dynType);
        element.numbers("gainprm").ifPresent(n -> overlay(n, gain));
        element.numbers("biasprm").ifPresent(n -> overlay(n, bias));
        break;
      case "motor":
        law("fixed", "none", "none", 1, 0, 0);
        break;
      case "position":
        double kp = element.number("kp", gain[0]);
        law("fixed", "affine", dynOf(element), kp, -kp, -element.number("kv", 0));
        break;
      case "velocity":
        double kv = element.number("kv", gain[0]);
        law("fixed", "affine", "none", kv, 0, -kv);
        break;
      case "intvelocity":
        double stiffness = element.number("kp", gain[0]);
        law("fixed", "affine", "integrator", stiffness, -stiffness, -element.number("kv", 0));
        break;
      case "damper":
        law("affine", "none", "none", 0, 0, 0);
        gain[2] = -element.number("kv", 1);
        break;
      default:
        law("other", "none", "none", 0, 0, 0);
    }
  }

  private static String dynOf(XmlElement element) {
    return element.number("timeconst", 0) > 0 ? "filterexact" : "none";
  }

  private void law(String gainKind, String biasKind, String dyn, double g, double b1, double b2) {
    gainType = gainKind;
    biasType = biasKind;
    dynType = dyn;
    gain = new double[] {g, 0, 0};
    bias = new double[] {0, b1, b2};
  }

  private static double[] range(XmlElement element, String name, double[] before) {
    return element.numbers(name).map(n -> element.exactly(n, name, 2)).orElse(before);
  }

  private static void overlay(double[] from, double[] into) {
    System.arraycopy(from, 0, into, 0, Math.min(from.length, into.length));
  }

  double gear() {
    return gear;
  }

  private boolean isAffine() {
    return biasType.equals("affine");
  }

  boolean isPositionServo() {
    return isAffine()
        && gainType.equals("fixed")
        && STATELESS.contains(dynType)
        && gain[0] > 0
        && bias[0] == 0
        && bias[1] == -gain[0];
  }

  boolean isVelocityServo() {
    boolean direct = STATELESS.contains(dynType) && bias[1] == 0 && bias[2] == -gain[0];
    boolean integrated = dynType.equals("integrator") && bias[1] == -gain[0];
    return isAffine()
        && gainType.equals("fixed")
        && gain[0] > 0
        && bias[0] == 0
        && (direct || integrated);
  }

  boolean isMotor() {
    boolean unbiased = !isAffine() || (bias[0] == 0 && bias[1] == 0 && bias[2] == 0);
    boolean plain = biasType.equals("none") || isAffine();
    return gainType.equals("fixed")
        && STATELESS.contains(dynType)
        && plain
        && unbiased
        && gain[0] != 0;
  }

  /** What a driver can command through this law; nothing where it is neither motor nor servo. */
  Set<Capability> accepts() {
    if (isMotor()) {
      return EnumSet.allOf(Capability.class);
    }
    if (isPositionServo()) {
      return EnumSet.of(Capability.POSITION);
    }
    return isVelocityServo() ? EnumSet.of(Capability.VELOCITY) : EnumSet.noneOf(Capability.class);
  }

  /** Stiffness of the built-in loop at the joint. */
  double jointStiffness() {
    return isAffine() && bias[1] < 0 ? -bias[1] * gear * gear : 0;
  }

  /** Damping of the built-in loop at the joint. */
  double jointDamping() {
    return isAffine() && bias[2] < 0 ? -bias[2] * gear * gear : 0;
  }

  /** Greatest effort at the joint, out of the ranges of force and, for a motor, of control. */
  double jointEffortMax(boolean autoLimits) {
    double most = Double.POSITIVE_INFINITY;
    if (limited(forceLimited, forceRange, autoLimits)) {
      most = smallerMagnitude(forceRange);
    }
    if (isMotor() && limited(controlLimited, controlRange, autoLimits)) {
      most = Math.min(most, smallerMagnitude(controlRange) * Math.abs(gain[0]));
    }
    return most * Math.abs(gear);
  }

  /** Least and greatest target position at the joint. */
  double[] jointPositionRange(boolean autoLimits) {
    if (!isPositionServo() || !limited(controlLimited, controlRange, autoLimits)) {
      return new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    }
    double a = controlRange[0] / gear;
    double b = controlRange[1] / gear;
    return new double[] {Math.min(a, b), Math.max(a, b)};
  }

  /** A range that is not symmetric binds at its smaller end, unless that end is nothing at all. */
  private static double smallerMagnitude(double[] range) {
    double low = Math.abs(range[0]);
    double high = Math.abs(range[1]);
    return low == 0 || high == 0 ? Math.max(low, high) : Math.min(low, high);
  }

  private static boolean limited(String flag, double[] range, boolean autoLimits) {
    return range != null && (flag.equals("true") || (flag.equals("auto") && autoLimits));
  }
}
