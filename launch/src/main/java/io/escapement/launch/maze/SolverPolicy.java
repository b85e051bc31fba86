package io.escapement.launch.maze;

import io.escapement.policy.onnx.OnnxAttribute;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * Pushes the peg through the maze, as an ONNX model: input {@code obs} [1,15] (joint positions,
 * rad, joint velocities, rad/s, and how far along the way it is, 0 to 1), outputs {@code efforts}
 * [1,7], Nm, and {@code progress} [1,1], which it observes the next time.
 *
 * <p>It is an impedance about a point that moves along {@link MazePath}: between two knots the
 * wanted positions, and the efforts that hold the arm there against gravity, are interpolated. The
 * point waits while the arm is far from it.
 */
public final class SolverPolicy {

  /** Elements of the observation. */
  static final int SIZE = 2 * MazeArm.JOINTS + 1;

  private static final double[] STIFFNESS = {300, 300, 100, 300, 40, 60, 15};
  private static final double[] DAMPING = {30, 30, 6, 20, 2, 3, 0.6};

  /** Knots that are passed in an inference, 1 ms, on time. */
  private static final double KNOTS_PER_INFERENCE = 0.02;

  /** Sum of the joints' errors from which the point goes slower, and from which it waits, rad. */
  private static final double SLOW_RAD = 0.3;

  private static final double WAIT_RAD = 0.5;

  private final OnnxGraphBuilder graph = new OnnxGraphBuilder("maze-solver", 17);
  private final double[][] knots = MazePath.knots();

  private SolverPolicy() {}

  /**
   * Builds the model; the same version of this class gives the same bytes on every machine.
   *
   * @return the bytes of the ONNX file
   */
  public static byte[] model() {
    return new SolverPolicy().build();
  }

  private byte[] build() {
    String obs = graph.input("obs", 1, SIZE);
    long joints = MazeArm.JOINTS;
    String sizes = graph.constant("sizes", new long[] {joints, joints, 1}, 3);
    graph.node(
        List.of("position", "velocity", "along"),
        "Split",
        List.of(obs, sizes),
        new OnnxAttribute.Int("axis", 1));
    String nearness = nearness();
    String wanted = graph.node("wanted", "MatMul", List.of(nearness, positions()));
    String error = graph.node("error", "Sub", List.of(wanted, "position"));
    String spring = graph.node("spring", "Mul", List.of(error, row("stiffness", STIFFNESS)));
    String friction = graph.node("friction", "Mul", List.of("velocity", row("damping", DAMPING)));
    String pull = graph.node("pull", "Sub", List.of(spring, friction));
    String hold = graph.node("hold", "MatMul", List.of(nearness, gravity()));
    String asked = graph.node("asked", "Add", List.of(pull, hold));
    String most = row("most", MazeArm.EFFORT_NM);
    String least = graph.node("least", "Neg", List.of(most));
    String bounded = graph.node("bounded", "Min", List.of(asked, most));
    String efforts = graph.node("efforts", "Max", List.of(bounded, least));
    return graph.output(efforts, 1, joints).output(progress(error), 1, 1).build();
  }

  /** How near the point is to each knot: 1 at it, 0 at its neighbours, in between in between. */
  private String nearness() {
    int count = knots.length;
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    String scale = scalar("last_knot", count - 1.0);
    String at = graph.node("at", "Mul", List.of("along", scale));
    String all = graph.constant("numbers", numbers, 1, count);
    String offset = graph.node("offset", "Sub", List.of(all, at));
    String distance = graph.node("distance", "Abs", List.of(offset));
    String gap = graph.node("gap", "Sub", List.of(scalar("one", 1), distance));
    return graph.node("nearness", "Relu", List.of(gap));
  }

  private String progress(String error) {
    String sizes = graph.node("error_sizes", "Abs", List.of(error));
    float[] ones = new float[MazeArm.JOINTS];
    Arrays.fill(ones, 1);
    String sum = graph.constant("sum", ones, MazeArm.JOINTS, 1);
    String total = graph.node("error_total", "MatMul", List.of(sizes, sum));
    String room = graph.node("room", "Sub", List.of(scalar("wait", WAIT_RAD), total));
    String slope = scalar("slope", 1 / (WAIT_RAD - SLOW_RAD));
    String pace = clip("pace", graph.node("pace_asked", "Mul", List.of(room, slope)));
    String step = scalar("step", KNOTS_PER_INFERENCE / (knots.length - 1.0));
    String move = graph.node("move", "Mul", List.of(pace, step));
    return clip("progress", graph.node("progress_asked", "Add", List.of("along", move)));
  }

  private String positions() {
    float[] table = new float[knots.length * MazeArm.JOINTS];
    for (int i = 0; i < knots.length; i++) {
      put(table, i, MazeArm.reach(knots[i][0], knots[i][1], MazePath.HEIGHT));
    }
    return graph.constant("way", table, knots.length, MazeArm.JOINTS);
  }

  private String gravity() {
    float[] table = new float[knots.length * MazeArm.JOINTS];
    for (int i = 0; i < knots.length; i++) {
      double[] pose = MazeArm.reach(knots[i][0], knots[i][1], MazePath.HEIGHT);
      put(table, i, MazeArm.gravityNm(pose));
    }
    return graph.constant("weight", table, knots.length, MazeArm.JOINTS);
  }

  private static void put(float[] table, int row, double[] values) {
    for (int i = 0; i < values.length; i++) {
      table[row * values.length + i] = (float) values[i];
    }
  }

  private String row(String name, double[] values) {
    float[] elements = new float[values.length];
    put(elements, 0, values);
    return graph.constant(name, elements, 1, values.length);
  }

  private String scalar(String name, double value) {
    return graph.constant(name, new float[] {(float) value}, 1);
  }

  private String clip(String name, String tensor) {
    String least = graph.constant(name + "_least", new float[] {0});
    String most = graph.constant(name + "_most", new float[] {1});
    return graph.node(name, "Clip", List.of(tensor, least, most));
  }
}
