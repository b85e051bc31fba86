package io.escapement.launch.acceptance;

import io.escapement.controller.config.Sha256;
import io.escapement.policy.onnx.OnnxAttribute;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Policies that no arm should be given, for the seven joints of {@code examples/arm}, as ONNX
 * models: inputs are positions, velocities and 14 numbers that they remember, outputs efforts and
 * those numbers. The first seven remembered numbers count ticks.
 */
enum ArmPolicy {
  /** Each effort uniformly random on each tick. */
  RANDOM,
  /** Each effort uniformly random, and held for a time of the joint's own. */
  RANDOM_HELD,
  /** All efforts at their upper limits, all of the time. */
  MAXIMAL,
  /** All the effort along the velocity: every tick gives energy. */
  ADVERSARIAL,
  /** All the effort against the velocity: more than it takes to stop drives a joint back. */
  AGAINST,
  /** All the effort along the velocity or against it, by chance, each joint by itself. */
  FICKLE,
  /** All the effort to one side or the other, by chance. */
  BANG_BANG,
  /** All the effort one way until nine tenths of the greatest speed are reached, then the other. */
  WORST_TIME,
  /** All the effort towards the limit that is nearer. */
  NEAREST_LIMIT,
  /** Along the velocity, and no numbers at all on one tick of a hundred. */
  NAN;

  private static final int JOINTS = 7;
  private static final double[] EFFORT_NM = {120, 120, 90, 90, 30, 22, 15};
  private static final double[] SPEED = {1, 1, 1, 1, 1.5, 1.5, 1.5};
  private static final double[] MIDDLE = {0, 0, 0, 1, 0, 0.85, 0};

  /** For how many ticks chance is held, joint by joint: long enough to reach speeds and limits. */
  private static final double[] HELD = {190, 410, 83, 307, 1201, 53, 701};

  private static final double[] FICKLE_TICKS = {3, 7, 2, 5, 11, 1, 13};

  private static final double[] ONCE = {1, 1, 1, 1, 1, 1, 1};

  /** Writes the model and its description for 1 kHz; returns the latter's file. */
  Path write(Path folder) {
    return write(folder, 1000);
  }

  /** The same for a loop of another rate, Hz. */
  Path write(Path folder, int rateHz) {
    String name = name().toLowerCase(Locale.ROOT);
    byte[] model = new Graph(this).model();
    try {
      Files.write(folder.resolve(name + ".onnx"), model);
      return Files.writeString(folder.resolve(name + ".yaml"), description(name, model, rateHz));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String description(String name, byte[] model, int rateHz) {
    return """
        name: %s
        model: %s.onnx
        sha256: %s
        period: %dms
        input: obs
        output: efforts
        joints: ["joint[1-7]"]
        observations:
          - {term: joint_position_absolute}
          - {term: joint_velocity}
          - {term: policy_output, tensor: state, size: 14}
        outputs:
          state: {remember: true}
        actions: {type: joint_effort, scale: 1, offset: 0}
        """
        .formatted(name, name, Sha256.of(model), 1000 / rateHz);
  }

  /** A model in the making. */
  private static final class Graph {

    private final ArmPolicy policy;
    private final OnnxGraphBuilder graph = new OnnxGraphBuilder("arm", 17);

    Graph(ArmPolicy policy) {
      this.policy = policy;
    }

    private byte[] model() {
      String obs = graph.input("obs", 1, 4L * JOINTS);
      graph.node(
          List.of("position", "velocity", "count", "side"),
          "Split",
          List.of(obs, graph.constant("sizes", new long[] {JOINTS, JOINTS, JOINTS, JOINTS}, 4)),
          new OnnxAttribute.Int("axis", 1));
      String next = node("next", "Add", "count", row("one", ONCE));
      String turned = side();
      String efforts = node("efforts", "Mul", part(turned), row("most", EFFORT_NM));
      String state =
          graph.node("state", "Concat", List.of(next, turned), new OnnxAttribute.Int("axis", 1));
      return graph.output(efforts, 1, JOINTS).output(state, 1, 2L * JOINTS).build();
    }

    /** Which part of each greatest effort is given. */
    private String part(String turned) {
      return switch (policy) {
        case RANDOM -> sides(chance(ONCE), 2);
        case RANDOM_HELD -> sides(chance(HELD), 2);
        case MAXIMAL -> row("maximal", ONCE);
        case ADVERSARIAL -> sign("velocity", 1e-6);
        case AGAINST -> node("against", "Mul", sign("velocity", 1e-6), row("back", filled(-1)));
        case FICKLE ->
            node("fickle", "Mul", sign("velocity", 1e-6), sides(chance(FICKLE_TICKS), 1e6));
        case BANG_BANG -> sides(chance(HELD), 1e6);
        case WORST_TIME -> turned;
        case NEAREST_LIMIT ->
            sign(node("from_middle", "Sub", "position", row("middle", MIDDLE)), 1e-6);
        case NAN -> {
          // The root of what is negative on one tick of a hundred, and one otherwise.
          String room = node("room", "Sub", row("often", filled(0.99)), chance(ONCE));
          String none = graph.node("none", "Sqrt", List.of(room));
          String zero = node("zero", "Mul", none, row("nought", filled(0)));
          yield node("spoilt", "Add", zero, sign("velocity", 1e-6));
        }
      };
    }

    /** Chance from 0 to 1 as parts from -1 to 1, the steeper the nearer to either. */
    private String sides(String chance, double slope) {
      String centred = node("centred", "Sub", chance, row("half", filled(0.5)));
      return clip("part", node("steep", "Mul", centred, row("steepness", filled(slope))));
    }

    /** Numbers from 0 to 1 that look random, new after so many ticks each. */
    private String chance(double[] held) {
      String turn = node("turn", "Div", "count", row("held", held));
      String whole = graph.node("whole", "Floor", List.of(turn));
      double[] steps = new double[JOINTS];
      double[] starts = new double[JOINTS];
      for (int i = 0; i < JOINTS; i++) {
        steps[i] = 12.9898 + 1.7 * i;
        starts[i] = 0.3 + 0.9 * i;
      }
      String angle = node("angle", "Mul", whole, row("steps", steps));
      String shifted = node("shifted", "Add", angle, row("starts", starts));
      String wave = graph.node("wave", "Sin", List.of(shifted));
      String large = node("large", "Mul", wave, row("spread", filled(4375.8545)));
      return node("chance", "Sub", large, graph.node("floor", "Floor", List.of(large)));
    }

    /** The side to which each joint is driven next; another one once it is fast that way. */
    private String side() {
      String now = sign("side", 1);
      String along = node("along", "Mul", "velocity", now);
      double[] turning = Arrays.stream(SPEED).map(speed -> 0.9 * speed).toArray();
      String above = node("above", "Sub", along, row("turning", turning));
      String slow = clip("slow", node("below", "Mul", above, row("sharp", filled(-1e6))));
      return node("turned", "Mul", now, slow);
    }

    /** One, or minus one where a tensor is below 0 by more than a trifle. */
    private String sign(String tensor, double trifle) {
      String steep =
          node(tensor + "_steep", "Mul", tensor, row(tensor + "_slope", filled(3 / trifle)));
      return clip(
          tensor + "_sign", node(tensor + "_raised", "Add", steep, row(tensor + "_up", ONCE)));
    }

    private String clip(String name, String tensor) {
      String least = graph.constant(name + "_least", new float[] {-1});
      String most = graph.constant(name + "_most", new float[] {1});
      return graph.node(name, "Clip", List.of(tensor, least, most));
    }

    private String node(String name, String type, String first, String second) {
      return graph.node(name, type, List.of(first, second));
    }

    private String row(String name, double[] values) {
      float[] elements = new float[values.length];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = (float) values[i];
      }
      return graph.constant(name, elements, 1, values.length);
    }

    private static double[] filled(double value) {
      double[] values = new double[JOINTS];
      Arrays.fill(values, value);
      return values;
    }
  }
}
