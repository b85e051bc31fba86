package io.escapement.policy.onnx;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * A motion tracking policy with the inputs, outputs and metadata that BeyondMimic and mjlab give
 * one: the reference motion lies in the model and is looked up by the time step. Its actions are
 * the motion's joint positions and a small pseudo-random correction.
 */
public final class SeededTracker {

  private static final int OPSET = 11;
  private static final int HIDDEN = 32;
  private static final float CORRECTION = 0.1f;
  private static final int CAST_TO_INT64 = 7;

  /**
   * A term of the observation.
   *
   * @param name the exporter's name of it, such as {@code base_ang_vel}
   * @param size number of elements
   */
  public record Term(String name, int size) {

    /**
     * Checks name and size.
     *
     * @param name the exporter's name
     * @param size number of elements
     * @throws IllegalArgumentException if the size is not positive
     */
    public Term {
      Objects.requireNonNull(name, "name");
      SeededLayers.requirePositive("observation " + name, size);
    }
  }

  private SeededTracker() {}

  /**
   * Makes the model: float32 inputs {@code obs [1, n], time_step [1, 1]}, float32 outputs {@code
   * actions, joint_pos, joint_vel [1, joints], body_pos_w [1, bodies, 3], body_quat_w [1, bodies,
   * 4] (wxyz), body_lin_vel_w, body_ang_vel_w [1, bodies, 3]}, opset 11. Before the first frame and
   * after the last one the motion stands still. Metadata are comma-separated, numbers rounded to 3
   * decimals.
   *
   * @param seed the seed; the same seed and arguments give the same bytes
   * @param robot joints and bodies
   * @param observations the terms of the observation, in order
   * @param frames number of frames of the motion
   * @param stepS time between two frames, s
   * @return the bytes of an ONNX file
   * @throws IllegalArgumentException if there is no term, or no frame
   */
  public static byte[] model(
      long seed, TrackedRobot robot, List<Term> observations, int frames, double stepS) {
    SeededLayers.requirePositive("frames", frames);
    int size = observations.stream().mapToInt(Term::size).sum();
    SeededLayers.requirePositive("observation", size);
    OnnxGraphBuilder graph = new OnnxGraphBuilder("seeded_tracker", OPSET);
    SeededLayers layers = new SeededLayers(graph, seed);
    ReferenceMotion motion = new ReferenceMotion(layers, robot, frames, stepS);
    int joints = robot.joints().size();
    int bodies = robot.bodies().size();

    String obs = graph.input("obs", 1, size);
    String frame = addFrame(layers, graph.input("time_step", 1, 1), frames);
    addLookUp(graph, "joint_pos", frame, motion.jointPos, frames, joints);
    addLookUp(graph, "joint_vel", frame, motion.jointVel, frames, joints);
    addLookUp(graph, "body_pos_w", frame, motion.bodyPosW, frames, bodies, 3);
    addLookUp(graph, "body_quat_w", frame, motion.bodyQuatW, frames, bodies, 4);
    addLookUp(graph, "body_lin_vel_w", frame, motion.bodyLinVelW, frames, bodies, 3);
    addLookUp(graph, "body_ang_vel_w", frame, motion.bodyAngVelW, frames, bodies, 3);
    addActions(layers, robot, obs, size);

    graph
        .output("actions", 1, joints)
        .output("joint_pos", 1, joints)
        .output("joint_vel", 1, joints)
        .output("body_pos_w", 1, bodies, 3)
        .output("body_quat_w", 1, bodies, 4)
        .output("body_lin_vel_w", 1, bodies, 3)
        .output("body_ang_vel_w", 1, bodies, 3);
    describe(graph, robot, observations);
    return graph.build();
  }

  private static String addFrame(SeededLayers layers, String timeStep, int frames) {
    OnnxGraphBuilder graph = layers.graph();
    String first = graph.constant("time_step.first", new float[] {0});
    String last = graph.constant("time_step.last", new float[] {frames - 1});
    String clamped = graph.node("time_step.clamped", "Clip", List.of(timeStep, first, last));
    String index =
        graph.node(
            "time_step.index",
            "Cast",
            List.of(clamped),
            new OnnxAttribute.Int("to", CAST_TO_INT64));
    return layers.reshape("time_step.frame", index, 1);
  }

  private static void addLookUp(
      OnnxGraphBuilder graph, String output, String frame, float[] values, long... shape) {
    String table = graph.constant("motion." + output, values, shape);
    graph.node(output, "Gather", List.of(table, frame), new OnnxAttribute.Int("axis", 0));
  }

  private static void addActions(
      SeededLayers layers, TrackedRobot robot, String obs, int observations) {
    OnnxGraphBuilder graph = layers.graph();
    int joints = robot.joints().size();
    String centre =
        graph.constant(
            "default_joint_pos",
            floats(robot.joints().stream().mapToDouble(TrackedRobot.Joint::defaultPosition)),
            joints);
    String scale =
        graph.constant(
            "action_scale",
            floats(robot.joints().stream().mapToDouble(TrackedRobot.Joint::actionScale)),
            joints);
    String offset = graph.node("reference.offset", "Sub", List.of("joint_pos", centre));
    String reference = graph.node("reference.action", "Div", List.of(offset, scale));
    String raw = layers.perceptron("correction.raw", obs, observations, HIDDEN, joints);
    String bounded = graph.node("correction.bounded", "Tanh", List.of(raw));
    String share = graph.constant("correction.share", new float[] {CORRECTION}, 1);
    String correction = graph.node("correction", "Mul", List.of(bounded, share));
    graph.node("actions", "Add", List.of(reference, correction));
  }

  private static void describe(
      OnnxGraphBuilder graph, TrackedRobot robot, List<Term> observations) {
    List<TrackedRobot.Joint> joints = robot.joints();
    graph
        .metadata("joint_names", list(joints.stream().map(TrackedRobot.Joint::name).toList()))
        .metadata(
            "joint_stiffness", numbers(joints.stream().mapToDouble(TrackedRobot.Joint::stiffness)))
        .metadata(
            "joint_damping", numbers(joints.stream().mapToDouble(TrackedRobot.Joint::damping)))
        .metadata(
            "default_joint_pos",
            numbers(joints.stream().mapToDouble(TrackedRobot.Joint::defaultPosition)))
        .metadata("command_names", "motion")
        .metadata("observation_names", list(observations.stream().map(Term::name).toList()))
        .metadata(
            "action_scale", numbers(joints.stream().mapToDouble(TrackedRobot.Joint::actionScale)))
        .metadata("anchor_body_name", robot.anchorBody())
        .metadata("body_names", list(robot.bodies()));
  }

  private static String list(List<String> names) {
    return String.join(",", names);
  }

  private static String numbers(DoubleStream values) {
    return values
        .mapToObj(value -> String.format(Locale.ROOT, "%.3f", value))
        .collect(Collectors.joining(","));
  }

  private static float[] floats(DoubleStream values) {
    double[] doubles = values.toArray();
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }
}
