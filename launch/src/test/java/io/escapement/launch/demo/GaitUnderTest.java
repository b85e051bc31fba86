package io.escapement.launch.demo;

import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/** The gait policy in ONNX Runtime, and observations to ask it with. */
final class GaitUnderTest implements AutoCloseable {

  private static final int JOINTS = 12;

  private final ByteBuffer observation = direct(GaitObservation.SIZE);
  private final ByteBuffer actions = direct(JOINTS);
  private final InferenceModel model;
  private final InferenceBinding binding;

  GaitUnderTest(byte[] bytes) {
    model = new OnnxRuntimeEngine().load("gait", bytes);
    binding =
        model.bind(
            List.of(new TensorMemory("obs", observation, List.of(1L, (long) GaitObservation.SIZE))),
            List.of(new TensorMemory("actions", actions, List.of(1L, (long) JOINTS))));
  }

  float[] act(float[] values) {
    observation.asFloatBuffer().put(values);
    if (!binding.run()) {
      throw new AssertionError(binding.failure());
    }
    float[] result = new float[JOINTS];
    actions.asFloatBuffer().get(result);
    return result;
  }

  @Override
  public void close() {
    binding.close();
    model.close();
  }

  /** At rest in the default pose. */
  static float[] upright(double phase, double forward, double sideways, double turning) {
    float[] values = new float[GaitObservation.SIZE];
    values[GaitObservation.PHASE_CLOCK] = (float) StrictMath.sin(phase);
    values[GaitObservation.PHASE_CLOCK + 1] = (float) StrictMath.cos(phase);
    values[GaitObservation.VELOCITY_COMMAND] = (float) forward;
    values[GaitObservation.VELOCITY_COMMAND + 1] = (float) sideways;
    values[GaitObservation.VELOCITY_COMMAND + 2] = (float) turning;
    values[GaitObservation.PROJECTED_GRAVITY + 2] = -1;
    return values;
  }

  /** Rolls by an angle to the right, then pitches by one down: the direction of gravity alone. */
  static void tilt(float[] values, double roll, double pitch) {
    values[GaitObservation.PROJECTED_GRAVITY] = (float) StrictMath.sin(pitch);
    values[GaitObservation.PROJECTED_GRAVITY + 1] =
        (float) (-StrictMath.sin(roll) * StrictMath.cos(pitch));
    values[GaitObservation.PROJECTED_GRAVITY + 2] =
        (float) (-StrictMath.cos(roll) * StrictMath.cos(pitch));
  }

  /** Tilted, turning and with joints off their default pose, as the seed has it. */
  static float[] disturbed(
      double phase, double forward, double sideways, double turning, long seed) {
    Random random = new Random(seed);
    float[] values = upright(phase, forward, sideways, turning);
    tilt(values, 0.1 * random.nextGaussian(), 0.1 * random.nextGaussian());
    for (int i = GaitObservation.BASE_ANGULAR_VELOCITY; i < GaitObservation.SIZE; i++) {
      values[i] = (float) (0.3 * random.nextGaussian());
    }
    return values;
  }

  /** What the robot's mirror image would observe: left and right swapped, half a stride later. */
  static float[] mirror(float[] values) {
    float[] mirrored = values.clone();
    // The left leg of a pair swings half a stride after the right one.
    mirrored[GaitObservation.PHASE_CLOCK] *= -1;
    mirrored[GaitObservation.PHASE_CLOCK + 1] *= -1;
    mirrored[GaitObservation.VELOCITY_COMMAND + 1] *= -1;
    mirrored[GaitObservation.VELOCITY_COMMAND + 2] *= -1;
    mirrored[GaitObservation.PROJECTED_GRAVITY + 1] *= -1;
    mirrored[GaitObservation.BASE_ANGULAR_VELOCITY] *= -1;
    mirrored[GaitObservation.BASE_ANGULAR_VELOCITY + 2] *= -1;
    System.arraycopy(
        mirrorJoints(values, GaitObservation.JOINT_POSITION),
        0,
        mirrored,
        GaitObservation.JOINT_POSITION,
        JOINTS);
    System.arraycopy(
        mirrorJoints(values, GaitObservation.JOINT_VELOCITY),
        0,
        mirrored,
        GaitObservation.JOINT_VELOCITY,
        JOINTS);
    return mirrored;
  }

  /** Twelve joints of the mirror image: legs swapped, hips turned round. */
  static float[] mirrorJoints(float[] values, int from) {
    float[] mirrored = new float[JOINTS];
    for (Leg leg : Leg.values()) {
      int other = 3 * (leg.ordinal() ^ 1);
      mirrored[leg.hip()] = -values[from + other];
      mirrored[leg.thigh()] = values[from + other + 1];
      mirrored[leg.calf()] = values[from + other + 2];
    }
    return mirrored;
  }

  private static ByteBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder());
  }
}
