package io.escapement.launch.demo;

import static io.escapement.launch.demo.GaitObservation.BASE_ANGULAR_VELOCITY;
import static io.escapement.launch.demo.GaitObservation.JOINT_POSITION;
import static io.escapement.launch.demo.GaitObservation.JOINT_VELOCITY;
import static io.escapement.launch.demo.GaitObservation.PHASE_CLOCK;
import static io.escapement.launch.demo.GaitObservation.PROJECTED_GRAVITY;
import static io.escapement.launch.demo.GaitObservation.VELOCITY_COMMAND;

import io.escapement.launch.demo.Gait.FootGains;
import io.escapement.policy.onnx.OnnxAttribute;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * The demo robot's trot as an ONNX model: input {@code obs} [1,35] (see {@link GaitObservation}),
 * output {@code actions} [1,12].
 *
 * <p>A leg is described by the angle at which it hangs, fore and aft and sideways, and by how much
 * it is shortened; thigh and calf links are equally long, so that all three are sums of joint
 * angles. Two diagonal pairs swing in turn with the phase clock. The standing pair measures the
 * velocity of the trunk, as its feet do not move; its error, the direction of gravity and the body
 * rates shift the feet, and extend the legs on the low side. Without a command and without a
 * disturbance the robot stands.
 *
 * <p>The same version of this class gives the same bytes on every machine.
 */
public final class GaitPolicy {

  private static final int LEGS = Leg.values().length;
  private static final int ERROR_FORWARD = GaitObservation.SIZE;
  private static final int ERROR_SIDEWAYS = GaitObservation.SIZE + 1;

  private final OnnxGraphBuilder graph = new OnnxGraphBuilder("trot", 17);
  private final String obs = graph.input("obs", 1, GaitObservation.SIZE);

  private GaitPolicy() {}

  /**
   * Builds the model.
   *
   * @return the bytes of the ONNX file
   */
  public static byte[] model() {
    return new GaitPolicy().build();
  }

  private byte[] build() {
    String beat = beat();
    String velocity = trunkVelocity(beat);
    String activity = activity(velocity);
    String swing = graph.node("swing", "Mul", List.of(activity, beat));
    String stance = complement("stance", swing);
    String foot = footPlace(twice("swing", swing), twice("stance", stance), velocity);
    String angle = legAngle(foot, twice("angle_stance", stance));
    String shortening = graph.node("shortening", "Sub", List.of(lift(activity), levelling(stance)));
    return graph.output(actions(angle, shortening), 1, 3L * LEGS).build();
  }

  /** Whose turn it is to swing: 1 for the legs of one diagonal pair, 0 for those of the other. */
  private String beat() {
    Weights weights = new Weights(GaitObservation.SIZE, LEGS);
    for (Leg leg : Leg.values()) {
      double slope = leg.beat() * Gait.GATE_SLOPE;
      sineOfPhase(weights, leg.ordinal(), slope, Gait.GATE_LEAD);
    }
    return clip("beat", offset("beat_middle", read("beat_ramp", weights), 0.5), 0, 1);
  }

  /** Velocity of the trunk over the standing feet, forward and left, m/s. */
  private String trunkVelocity(String beat) {
    Weights perLeg = new Weights(GaitObservation.SIZE, 2 * LEGS);
    Weights mean = new Weights(2 * LEGS, 2);
    for (Leg leg : Leg.values()) {
      int forward = leg.ordinal();
      int sideways = LEGS + leg.ordinal();
      perLeg
          .add(JOINT_VELOCITY + leg.thigh(), forward, Gait.LEG_LENGTH)
          .add(JOINT_VELOCITY + leg.calf(), forward, 0.5 * Gait.LEG_LENGTH)
          .add(BASE_ANGULAR_VELOCITY + 1, forward, Gait.LEG_LENGTH)
          .add(JOINT_VELOCITY + leg.hip(), sideways, -Gait.LEG_LENGTH)
          .add(BASE_ANGULAR_VELOCITY, sideways, -Gait.LEG_LENGTH);
      // Two legs stand at a time.
      mean.add(forward, 0, 0.5).add(sideways, 1, 0.5);
    }
    String others = twice("others", complement("other_beat", beat));
    String standing =
        graph.node("standing_velocity", "Mul", List.of(others, read("leg_velocity", perLeg)));
    return multiply("trunk_velocity", standing, mean);
  }

  private String velocityError(String velocity) {
    Weights wanted = new Weights(GaitObservation.SIZE, 2);
    wanted.add(VELOCITY_COMMAND, 0, 1).add(VELOCITY_COMMAND + 1, 1, 1);
    String error =
        graph.node("velocity_error", "Sub", List.of(velocity, read("velocity_wanted", wanted)));
    double limit = Gait.VELOCITY_ERROR_LIMIT;
    return clip("velocity_error_limited", error, -limit, limit);
  }

  /** Where each foot goes from below its hip, m, forward and left. */
  private String footPlace(String swing2, String stance2, String velocity) {
    String feedback = concat("feedback", obs, velocityError(velocity));
    String swinging =
        multiply("swing_shift", feedback, shift(Gait.SWING_FORWARD, Gait.SWING_SIDEWAYS));
    String standing =
        multiply("stance_shift", feedback, shift(Gait.STANCE_FORWARD, Gait.STANCE_SIDEWAYS));
    String swingShift = graph.node("swing_part", "Mul", List.of(swing2, swinging));
    String stanceShift = graph.node("stance_part", "Mul", List.of(stance2, standing));
    String shift = graph.node("foot_shift", "Add", List.of(swingShift, stanceShift));
    String moving = graph.node("foot_moving", "Add", List.of(stride(), shift));
    float[] rest = new float[2 * LEGS];
    for (Leg leg : Leg.values()) {
      rest[leg.ordinal()] = (float) Gait.FEET_FORWARD;
      rest[LEGS + leg.ordinal()] = (float) (leg.side() * Gait.FEET_OUTWARD);
    }
    String standingPlace = graph.constant("foot_rest", rest, 1, 2L * LEGS);
    return graph.node("foot", "Add", List.of(moving, standingPlace));
  }

  /** Step towards the side to which the trunk moves too fast, hangs over and tips. */
  private static Weights shift(FootGains forward, FootGains sideways) {
    Weights weights = new Weights(GaitObservation.SIZE + 2, 2 * LEGS);
    for (Leg leg : Leg.values()) {
      int x = leg.ordinal();
      int y = LEGS + leg.ordinal();
      weights
          .add(ERROR_FORWARD, x, forward.velocity())
          .add(PROJECTED_GRAVITY, x, forward.gravity())
          .add(BASE_ANGULAR_VELOCITY + 1, x, forward.rate())
          .add(ERROR_SIDEWAYS, y, sideways.velocity())
          .add(PROJECTED_GRAVITY + 1, y, sideways.gravity())
          .add(BASE_ANGULAR_VELOCITY, y, -sideways.rate());
    }
    return weights;
  }

  /** The stride that the command asks for: from behind to the front in swing, back in stance. */
  private String stride() {
    // A foot stands for half a stride and goes half its way on either side of the hip.
    double half = 0.25 / Gait.STRIDE_HZ;
    Weights reach = new Weights(GaitObservation.SIZE, 2 * LEGS);
    Weights course = new Weights(GaitObservation.SIZE, 2 * LEGS);
    for (Leg leg : Leg.values()) {
      int x = leg.ordinal();
      int y = LEGS + leg.ordinal();
      reach
          .add(VELOCITY_COMMAND, x, half * Gait.STRIDE_FORWARD)
          .add(VELOCITY_COMMAND + 2, x, -half * Gait.STRIDE_TURNING * leg.y())
          .add(VELOCITY_COMMAND + 1, y, half * Gait.STRIDE_SIDEWAYS)
          .add(VELOCITY_COMMAND + 2, y, half * Gait.STRIDE_TURNING * leg.x());
      for (int column : new int[] {x, y}) {
        cosineOfPhase(course, column, -leg.beat(), Gait.STRIDE_LEAD);
      }
    }
    return graph.node(
        "stride", "Mul", List.of(read("stride_reach", reach), read("stride_course", course)));
  }

  /** The angle at which each leg hangs; a standing leg follows a part of what it measures. */
  private String legAngle(String foot, String stance2) {
    float[] perMetre = new float[2 * LEGS];
    float[] follow = new float[2 * LEGS];
    Weights measured = new Weights(GaitObservation.SIZE, 2 * LEGS);
    for (Leg leg : Leg.values()) {
      int x = leg.ordinal();
      int y = LEGS + leg.ordinal();
      perMetre[x] = (float) (-1 / Gait.LEG_LENGTH);
      perMetre[y] = (float) (1 / Gait.LEG_LENGTH);
      follow[x] = (float) Gait.FOLLOW_FORWARD;
      follow[y] = (float) Gait.FOLLOW_SIDEWAYS;
      measured
          .add(JOINT_POSITION + leg.thigh(), x, 1)
          .add(JOINT_POSITION + leg.calf(), x, 0.5)
          .add(JOINT_POSITION + leg.hip(), y, 1);
    }
    String scale = graph.constant("angle_per_metre", perMetre, 1, 2L * LEGS);
    String wanted = graph.node("angle_wanted", "Mul", List.of(foot, scale));
    String gap = graph.node("angle_gap", "Sub", List.of(read("angle_measured", measured), wanted));
    String part = graph.constant("follow", follow, 1, 2L * LEGS);
    String yielding = graph.node("follow_in_stance", "Mul", List.of(stance2, part));
    String yielded = graph.node("angle_yielded", "Mul", List.of(yielding, gap));
    return graph.node("angle", "Add", List.of(wanted, yielded));
  }

  /** Whether to step at all, 0 (stand) to 1: a command, a tilt or a drift asks for it. */
  private String activity(String velocity) {
    Weights weights = new Weights(GaitObservation.SIZE + 2, 1);
    weights
        .add(VELOCITY_COMMAND, 0, Gait.STEP_BY_COMMAND)
        .add(VELOCITY_COMMAND + 1, 0, Gait.STEP_BY_COMMAND)
        .add(VELOCITY_COMMAND + 2, 0, 0.3 * Gait.STEP_BY_COMMAND);
    for (int axis = 0; axis < 2; axis++) {
      weights
          .add(PROJECTED_GRAVITY + axis, 0, Gait.STEP_BY_MOTION)
          .add(BASE_ANGULAR_VELOCITY + axis, 0, 0.15 * Gait.STEP_BY_MOTION)
          .add(GaitObservation.SIZE + axis, 0, 0.5 * Gait.STEP_BY_MOTION);
    }
    String magnitudes =
        graph.node("magnitudes", "Abs", List.of(concat("seen_and_moved", obs, velocity)));
    String urge = multiply("urge", magnitudes, weights);
    return clip("activity", offset("urge_left", urge, -Gait.STEP_THRESHOLD), 0, 1);
  }

  /** Shortening of the swinging legs, rad at the thigh. */
  private String lift(String activity) {
    Weights weights = new Weights(GaitObservation.SIZE, LEGS);
    for (Leg leg : Leg.values()) {
      sineOfPhase(weights, leg.ordinal(), leg.beat() * Gait.LIFT, Gait.LIFT_LEAD);
    }
    String halfWaves = clip("lift_half_waves", read("lift_waves", weights), 0, Gait.LIFT);
    return graph.node("lift", "Mul", List.of(activity, halfWaves));
  }

  /** Extension of the standing legs on the low side, rad at the thigh. */
  private String levelling(String stance) {
    Weights weights = new Weights(GaitObservation.SIZE, LEGS);
    for (Leg leg : Leg.values()) {
      weights
          .add(PROJECTED_GRAVITY, leg.ordinal(), leg.front() * Gait.LEVEL_PITCH.gravity())
          .add(BASE_ANGULAR_VELOCITY + 1, leg.ordinal(), leg.front() * Gait.LEVEL_PITCH.rate())
          .add(PROJECTED_GRAVITY + 1, leg.ordinal(), leg.side() * Gait.LEVEL_ROLL.gravity())
          .add(BASE_ANGULAR_VELOCITY, leg.ordinal(), -leg.side() * Gait.LEVEL_ROLL.rate());
    }
    double limit = Gait.LEVEL_LIMIT;
    String extension = clip("extension", read("extension_asked", weights), -limit, limit);
    return graph.node("levelling", "Mul", List.of(extension, stance));
  }

  /** Joint offsets from leg angles and shortenings, in units of the action. */
  private String actions(String angle, String shortening) {
    Weights joints = new Weights(3 * LEGS, 3 * LEGS);
    double perRadian = 1 / Gait.ACTION_SCALE;
    for (Leg leg : Leg.values()) {
      int shorter = 2 * LEGS + leg.ordinal();
      joints
          .add(LEGS + leg.ordinal(), leg.hip(), perRadian)
          .add(leg.ordinal(), leg.thigh(), perRadian)
          .add(shorter, leg.thigh(), perRadian)
          .add(shorter, leg.calf(), -2 * perRadian);
    }
    String offsets = multiply("joint_offsets", concat("legs", angle, shortening), joints);
    return clip("actions", offsets, -Gait.ACTION_LIMIT, Gait.ACTION_LIMIT);
  }

  private static void sineOfPhase(Weights weights, int column, double gain, double lead) {
    weights
        .add(PHASE_CLOCK, column, gain * StrictMath.cos(lead))
        .add(PHASE_CLOCK + 1, column, gain * StrictMath.sin(lead));
  }

  private static void cosineOfPhase(Weights weights, int column, double gain, double lead) {
    weights
        .add(PHASE_CLOCK, column, -gain * StrictMath.sin(lead))
        .add(PHASE_CLOCK + 1, column, gain * StrictMath.cos(lead));
  }

  private String read(String name, Weights weights) {
    return multiply(name, obs, weights);
  }

  private String multiply(String name, String row, Weights weights) {
    String matrix =
        graph.constant(name + "_weights", weights.values(), weights.rows(), weights.columns());
    return graph.node(name, "MatMul", List.of(row, matrix));
  }

  private String offset(String name, String tensor, double value) {
    String constant = graph.constant(name + "_value", new float[] {(float) value}, 1);
    return graph.node(name, "Add", List.of(tensor, constant));
  }

  private String clip(String name, String tensor, double low, double high) {
    String least = graph.constant(name + "_least", new float[] {(float) low});
    String most = graph.constant(name + "_most", new float[] {(float) high});
    return graph.node(name, "Clip", List.of(tensor, least, most));
  }

  private String complement(String name, String gate) {
    String one = graph.constant(name + "_one", new float[] {1}, 1);
    return graph.node(name, "Sub", List.of(one, gate));
  }

  /** One column a leg for the fore-and-aft direction, then one a leg for the sideways one. */
  private String twice(String name, String gate) {
    return concat(name + "_both_ways", gate, gate);
  }

  private String concat(String name, String... tensors) {
    return graph.node(name, "Concat", Arrays.asList(tensors), new OnnxAttribute.Int("axis", 1));
  }
}
