package io.escapement.launch.maze;

import io.escapement.policy.onnx.OnnxGraphBuilder;
import java.util.List;

/**
 * Does what harm it can, as an ONNX model: input {@code obs} [1,7] (joint velocities, rad/s),
 * output {@code efforts} [1,7], Nm. Each joint is driven with all that it has the way it moves
 * already, so that every tick gives the arm energy, until a limit, a wall or the table throws it
 * back; then the other way. At rest it is set off towards the walls.
 */
public final class HostilePolicy {

  /** Part of the greatest effort for each rad/s: all of it from 0.02 rad/s on. */
  private static final double GAIN = 50;

  /** Part of the greatest effort at rest. */
  private static final double[] START = {0.5, 0.5, 0.3, -0.5, 0.3, 0.3, 0.3};

  private HostilePolicy() {}

  /**
   * Builds the model; the same version of this class gives the same bytes on every machine.
   *
   * @return the bytes of the ONNX file
   */
  public static byte[] model() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("maze-hostile", 17);
    int joints = MazeArm.JOINTS;
    float[] start = new float[joints];
    float[] most = new float[joints];
    for (int i = 0; i < joints; i++) {
      start[i] = (float) START[i];
      most[i] = (float) MazeArm.EFFORT_NM[i];
    }
    String velocity = graph.input("obs", 1, joints);
    String gain = graph.constant("gain", new float[] {(float) GAIN}, 1);
    String along = graph.node("along", "Mul", List.of(velocity, gain));
    String asked =
        graph.node("asked", "Add", List.of(along, graph.constant("start", start, 1, joints)));
    String low = graph.constant("low", new float[] {-1});
    String high = graph.constant("high", new float[] {1});
    String part = graph.node("part", "Clip", List.of(asked, low, high));
    String greatest = graph.constant("most", most, 1, joints);
    return graph.output(graph.node("efforts", "Mul", List.of(part, greatest)), 1, joints).build();
  }
}
