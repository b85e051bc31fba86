package io.escapement.launch.maze;

import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the maze's policies with their golden vectors into a folder: {@code MazePolicyFiles
 * examples/maze}.
 */
public final class MazePolicyFiles {

  private static final double[] ALONG = {0, 0.2, 0.55, 1};

  private MazePolicyFiles() {}

  /**
   * Writes solver.onnx, solver-golden.json, hostile.onnx and hostile-golden.json, replacing what
   * was there, and prints where the way begins.
   *
   * @param args the folder
   * @throws IOException if they cannot be written
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("MazePolicyFiles: expected the folder to write to, such as examples/maze");
      System.exit(2);
    }
    Path folder = Path.of(args[0]);
    write(folder, "solver", SolverPolicy.model(), solverObservations());
    write(folder, "hostile", HostilePolicy.model(), hostileObservations());
    double[][] knots = MazePath.knots();
    double[] start = MazeArm.reach(knots[0][0], knots[0][1], MazePath.HEIGHT);
    System.out.println("keyframe home, rad: " + Arrays.toString(start));
  }

  private static void write(Path folder, String name, byte[] model, List<float[]> observations)
      throws IOException {
    Files.write(folder.resolve(name + ".onnx"), model);
    Files.writeString(folder.resolve(name + "-golden.json"), golden(model, observations));
  }

  /** On the way, a little off it and moving. */
  private static List<float[]> solverObservations() {
    double[][] knots = MazePath.knots();
    List<float[]> observations = new ArrayList<>();
    for (double along : ALONG) {
      double[] knot = knots[(int) (along * (knots.length - 1))];
      double[] pose = MazeArm.reach(knot[0], knot[1], MazePath.HEIGHT);
      float[] observation = new float[SolverPolicy.SIZE];
      for (int i = 0; i < MazeArm.JOINTS; i++) {
        observation[i] = (float) (pose[i] + 0.01 * (i - 3));
        observation[MazeArm.JOINTS + i] = 0.05f * (3 - i);
      }
      observation[2 * MazeArm.JOINTS] = (float) along;
      observations.add(observation);
    }
    return observations;
  }

  private static List<float[]> hostileObservations() {
    return List.of(
        new float[MazeArm.JOINTS],
        new float[] {1, -1, 0.01f, -0.01f, 0.005f, -0.005f, 2},
        new float[] {-1, 1, -0.01f, 0.01f, -0.005f, 0.005f, -2});
  }

  private static String golden(byte[] model, List<float[]> observations) {
    int size = observations.get(0).length;
    FloatBuffer action = direct(MazeArm.JOINTS).asFloatBuffer();
    StringBuilder text =
        new StringBuilder(
            "{\"input\": \"obs\", \"output\": \"efforts\", \"tolerance\": 1e-3, \"cases\": [");
    String separator = "\n";
    for (float[] observation : observations) {
      infer(model, observation, size, action);
      text.append(separator).append("{\"observation\": ").append(Arrays.toString(observation));
      float[] actions = new float[MazeArm.JOINTS];
      action.get(0, actions);
      text.append(",\n \"action\": ").append(Arrays.toString(actions)).append('}');
      separator = ",\n";
    }
    return text.append("\n]}\n").toString();
  }

  private static void infer(byte[] bytes, float[] observation, int size, FloatBuffer action) {
    ByteBuffer input = direct(size);
    input.asFloatBuffer().put(observation);
    ByteBuffer efforts = direct(MazeArm.JOINTS);
    List<TensorMemory> outputs = new ArrayList<>();
    outputs.add(new TensorMemory("efforts", efforts, List.of(1L, (long) MazeArm.JOINTS)));
    if (size == SolverPolicy.SIZE) {
      outputs.add(new TensorMemory("progress", direct(1), List.of(1L, 1L)));
    }
    try (InferenceModel model = new OnnxRuntimeEngine().load("maze", bytes);
        InferenceBinding binding =
            model.bind(
                List.of(new TensorMemory("obs", input, List.of(1L, (long) size))), outputs)) {
      if (!binding.run()) {
        throw new IllegalStateException("the model cannot be run: " + binding.failure());
      }
    }
    action.put(0, efforts.asFloatBuffer(), 0, MazeArm.JOINTS);
  }

  private static ByteBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder());
  }
}
