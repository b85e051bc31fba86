package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.controller.config.Sha256;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import io.escapement.policy.onnx.SeededChunk;
import io.escapement.policy.onnx.SeededGru;
import io.escapement.policy.onnx.SeededHead;
import io.escapement.policy.onnx.SeededLstm;
import io.escapement.policy.onnx.SeededMemory;
import io.escapement.policy.onnx.SeededMlp;
import io.escapement.policy.onnx.SeededTracker;
import io.escapement.policy.onnx.TrackedRobot;
import io.escapement.testing.RequiresMujoco;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each form of a policy in the loop on the demo robot, which it moves a little about its stance:
 * nothing is allocated, and the journal is verified bit for bit from several keyframes.
 */
@RequiresMujoco
class EachFormTest {

  private static final int OBSERVATIONS = 35;
  private static final int ACTIONS = 12;
  private static final int TICKS = 2000;
  private static final int RESIDUAL_SIZE = 6 + 2 * ACTIONS;
  private static final double AUTHORITY = 0.05;
  private static final String MODEL = "form.onnx";
  private static final List<String> JOINTS = joints();

  private static final String TERMS =
      """
      observations:
        - {term: phase_clock, frequency_hz: 2.5}
        - {term: velocity_command}
        - {term: projected_gravity}
        - {term: base_angular_velocity}
        - {term: joint_position}
        - {term: joint_velocity, scale: 0.05}
      """;

  /** A policy beside the demo's robot. */
  private record Form(String name, byte[] model, String yaml, List<String> settings) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static List<String> joints() {
    List<String> joints = new ArrayList<>();
    for (String leg : List.of("front_left", "front_right", "rear_left", "rear_right")) {
      for (String part : List.of("hip", "thigh", "calf")) {
        joints.add(leg + "_" + part + "_joint");
      }
    }
    return joints;
  }

  private static Form form(String name, byte[] model, String yaml, String... settings) {
    return new Form(name, model, TERMS + yaml, List.of(settings));
  }

  private static byte[] chunk(SeededChunk.Part... parts) {
    return SeededChunk.model(5, OBSERVATIONS, 16, ACTIONS, parts);
  }

  /** A chunk of 16 actions of 20 ms, of which some are executed before the next inference. */
  private static String chunked(int execute, String more) {
    return "period: "
        + 20 * execute
        + "ms\ninput: obs\noutput: actions\nchunk: {length: 16, step: 20ms, "
        + more
        + "}\n";
  }

  static Stream<Form> inline() {
    StringBuilder initial = new StringBuilder();
    for (float value : SeededMemory.initial(3, 4, 8)) {
      initial.append(initial.length() == 0 ? "" : ", ").append(value);
    }
    return Stream.of(
        form("mlp", SeededMlp.model(1, OBSERVATIONS, 32, ACTIONS), "input: obs\noutput: actions\n"),
        form(
            "gaussian, drawn",
            SeededHead.gaussian(1, OBSERVATIONS, ACTIONS),
            "seed: 7\ninput: obs\noutput: mu\n"
                + "head: {type: gaussian, log_std: {output: log_std}, sample: true}\n"),
        form(
            "tanh of a gaussian, drawn",
            SeededHead.unsquashedGaussian(1, OBSERVATIONS, ACTIONS),
            "seed: 7\ninput: obs\noutput: mean\n"
                + "head: {type: tanh_gaussian, log_std: {output: log_std}, sample: true}\n"),
        form(
            "beta, drawn",
            SeededHead.beta(1, OBSERVATIONS, ACTIONS),
            "seed: 7\ninput: obs\noutput: alpha\nhead: {type: beta, beta: {output: beta}, sample: true}\n"),
        form(
            "gru",
            SeededGru.model(1, OBSERVATIONS, 16, 1, ACTIONS),
            "input: obs\noutput: actions\nstates: {h_in: {from: h_out}}\n"),
        form(
            "lstm",
            SeededLstm.model(1, OBSERVATIONS, 16, 2, ACTIONS),
            "input: obs\noutput: actions\n"
                + "states: {h_in: {from: h_out}, c_in: {from: c_out, initial: 0.1}}\n"),
        form(
            "memory of tokens",
            SeededMemory.model(3, OBSERVATIONS, 4, 8, ACTIONS),
            "input: obs\noutput: actions\nstates: {memory: {from: memory_out, initial: ["
                + initial
                + "]}}\n"),
        new Form("motion tracking", tracker(), tracking(), List.of()),
        form("receding horizon", chunk(), chunked(8, "merge: latest_only")),
        form("temporal ensemble", chunk(), chunked(1, "merge: temporal_ensemble")),
        form("weighted average", chunk(), chunked(4, "merge: weighted_average")),
        form("average", chunk(), chunked(4, "merge: average")),
        form("conservative", chunk(), chunked(4, "merge: conservative")),
        form(
            "open loop after the previous action",
            chunk(SeededChunk.Part.PREVIOUS_ACTION),
            chunked(16, "merge: latest_only")
                + "inputs: {previous_action: {observations: [{term: previous_action}]}}\n"),
        form(
            "length by a critic",
            chunk(SeededChunk.Part.CRITIC),
            chunked(1, "critic: q, merge: latest_only")));
  }

  static Stream<Form> asynchronous() {
    String chunked = "seed: 2\n" + chunked(4, "merge: blend, dry: hold");
    String execution = "execution: {mode: asynchronous, timeout: 1s, ";
    return Stream.of(
        form("answers after 60 ms", chunk(), chunked + execution + "delay: 60ms}\n"),
        form(
            "answers after 0 to 300 ms, or never",
            chunk(),
            chunked
                + execution
                + "delay: 0ms, inject: {delay: [0ms, 300ms], drop: 0.2, seed: 4}}\n"));
  }

  private static TrackedRobot tracked() {
    List<TrackedRobot.Joint> joints = new ArrayList<>();
    for (String joint : JOINTS) {
      double pose = joint.contains("thigh") ? 0.75 : joint.contains("calf") ? -1.5 : 0;
      joints.add(new TrackedRobot.Joint(joint, 60, 1.5, pose, 0.05));
    }
    return new TrackedRobot(joints, List.of("trunk"), "trunk");
  }

  private static byte[] tracker() {
    return SeededTracker.model(
        3,
        tracked(),
        List.of(
            new SeededTracker.Term("command", 2 * ACTIONS),
            new SeededTracker.Term("motion_anchor_ori_b", 6),
            new SeededTracker.Term("base_ang_vel", 3),
            new SeededTracker.Term("joint_pos", ACTIONS),
            new SeededTracker.Term("joint_vel", ACTIONS),
            new SeededTracker.Term("actions", ACTIONS)),
        50,
        0.02);
  }

  private static String tracking() {
    return """
        input: obs
        output: actions
        inputs: {time_step: {clock: {start: 1}}}
        outputs:
          joint_pos: {remember: true}
          joint_vel: {remember: true}
          body_quat_w: {remember: true}
        observations:
          - {term: reference_joint_position}
          - {term: reference_joint_velocity}
          - {term: reference_anchor_orientation, body: 0, bodies: 1}
          - {term: base_angular_velocity}
          - {term: joint_position}
          - {term: joint_velocity}
          - {term: previous_action}
        """;
  }

  /** Writes a policy beside a copy of the demo and runs it. */
  private static CommandLineResult run(Path folder, Form form, String... more) {
    DemoCopy demo = new DemoCopy(folder);
    try {
      Files.write(demo.file(MODEL), form.model());
      Files.writeString(
          demo.file("policy.yaml"),
          "name: form\nmodel: "
              + MODEL
              + "\nsha256: "
              + Sha256.of(form.model())
              + "\njoints: ["
              + String.join(", ", JOINTS)
              + "]\n"
              + (form.yaml().contains("chunk:") ? "" : "period: 20ms\n")
              + form.yaml()
              + "actions: {type: joint_position, scale: 0.05, offset: default_pose,"
              + " raw_clip: [-1, 1], stiffness: 60, damping: 1.5}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> settings =
        new ArrayList<>(List.of("command.vx=0", "timeline=[]", "journal.keyframe_ticks=300"));
    settings.addAll(form.settings());
    settings.addAll(List.of(more));
    return demo.run("4s", settings.toArray(String[]::new));
  }

  private static JsonNode verified(CommandLineResult run) {
    JsonNode summary = run.exits(0).json();
    assertEquals(TICKS, summary.get("ticks").intValue());
    assertEquals("policy", summary.get("mode").textValue(), summary::toString);
    JsonNode verification = Replays.verify(run.runDir()).exits(0).json();
    assertEquals(TICKS, verification.get("compared").intValue(), verification::toString);
    assertTrue(verification.get("segments").intValue() > 1, verification::toString);
    return summary;
  }

  @ParameterizedTest
  @MethodSource("inline")
  void runsWithoutGarbageAndIsVerified(Form form, @TempDir Path folder) {
    JsonNode summary = verified(run(folder, form));

    assertEquals(0, summary.get("allocated_bytes_per_tick").doubleValue(), summary::toString);
    assertEquals(false, summary.get("fell").booleanValue(), summary::toString);
  }

  @ParameterizedTest
  @MethodSource("asynchronous")
  void whatIsComputedBesideTheLoopIsVerifiedAsWell(Form form, @TempDir Path folder) {
    JsonNode summary = verified(run(folder, form));

    assertEquals(false, summary.get("fell").booleanValue(), summary::toString);
  }

  /** A base that infers every 160 ms, refined by a model on every tick. */
  private static CommandLineResult refined(Path folder, byte[] residual) {
    try {
      Path file = Files.write(folder.resolve("residual.onnx"), residual);
      Files.writeString(
          folder.resolve("residual.yaml"),
          "model: "
              + file.getFileName()
              + "\nsha256: "
              + Sha256.of(residual)
              + "\nperiod: 2ms\ninput: obs\noutput: actions\njoints: ["
              + String.join(", ", JOINTS)
              + "]\nobservations: [{term: projected_gravity}, {term: base_angular_velocity},"
              + " {term: joint_position}, {term: base_action}]\n"
              + "actions: {type: residual, scale: 0.1}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return run(
        folder,
        form("chunked base", chunk(), chunked(8, "merge: latest_only")),
        "refine=[{type: residual, policy: "
            + folder.resolve("residual.yaml")
            + ", authority: "
            + AUTHORITY
            + "}]");
  }

  /** All changes that a residual made, tick by tick, joint by joint. */
  private static double[] changes(JournalReading journal) {
    return journal.doubles("tock/residual/change").stream()
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  @Test
  void aResidualRunsOnEveryTickOverABaseOfItsOwnPeriod(@TempDir Path folder) {
    CommandLineResult run = refined(folder, SeededMlp.model(9, RESIDUAL_SIZE, 16, ACTIONS));

    verified(run);
    JournalReading journal = JournalReading.of(run.runDir());
    double[] changes = changes(journal);
    double greatest = Arrays.stream(changes).map(Math::abs).max().orElse(0);
    assertTrue(greatest > 0 && greatest <= AUTHORITY + 1e-9, "greatest change " + greatest);
    long changing = Arrays.stream(changes).filter(change -> change != 0).count();
    assertTrue(changing > changes.length / 2, changing + " of " + changes.length);
    assertEquals(TICKS, sum(journal.integers("tock/residual/due")));
    assertEquals(25, sum(journal.integers("tock/policy/due")));
  }

  @Test
  void aResidualThatIsNeverANumberLeavesTheBaseAsItIs(@TempDir Path folder) {
    CommandLineResult run = refined(folder, hostile("Sqrt", -1));

    verified(run);
    assertTrue(
        Arrays.stream(changes(JournalReading.of(run.runDir()))).allMatch(change -> change == 0));
  }

  @Test
  void aResidualThatWantsTheGreatestNumberGetsItsAuthority(@TempDir Path folder) {
    CommandLineResult run = refined(folder, hostile("Neg", Float.MAX_VALUE));

    verified(run);
    JournalReading journal = JournalReading.of(run.runDir());
    double[] changes = changes(journal);
    assertEquals(-AUTHORITY, Arrays.stream(changes).min().orElse(0), 1e-6);
    assertTrue(Arrays.stream(changes).allMatch(change -> Math.abs(change) <= AUTHORITY + 1e-6));
    assertEquals(1, journal.integers("tock/residual/saturated").get(TICKS));
  }

  private static int sum(List<Integer> flags) {
    return flags.stream().mapToInt(Integer::intValue).sum();
  }

  /** The same operator on the same number, whatever is observed. */
  private static byte[] hostile(String operator, float number) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("hostile", 17);
    float[] numbers = new float[ACTIONS];
    Arrays.fill(numbers, number);
    String sum =
        graph.node(
            "sum",
            "Gemm",
            List.of(
                graph.input("obs", 1, RESIDUAL_SIZE),
                graph.constant(
                    "weights", new float[RESIDUAL_SIZE * ACTIONS], RESIDUAL_SIZE, ACTIONS),
                graph.constant("numbers", numbers, ACTIONS)));
    return graph.output(graph.node("actions", operator, List.of(sum)), 1, ACTIONS).build();
  }
}
