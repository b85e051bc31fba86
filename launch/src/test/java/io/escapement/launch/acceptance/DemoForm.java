package io.escapement.launch.acceptance;

import io.escapement.controller.config.Sha256;
import io.escapement.policy.onnx.SeededChunk;
import io.escapement.policy.onnx.SeededDenoiser;
import io.escapement.policy.onnx.SeededEncoder;
import io.escapement.policy.onnx.SeededGru;
import io.escapement.policy.onnx.SeededHead;
import io.escapement.policy.onnx.SeededLstm;
import io.escapement.policy.onnx.SeededMemory;
import io.escapement.policy.onnx.SeededMlp;
import io.escapement.policy.onnx.SeededTracker;
import io.escapement.policy.onnx.TrackedRobot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A policy of some form beside the demo's robot, which it moves a little about its stance. */
record DemoForm(String name, byte[] model, byte[] denoiser, String yaml, List<String> settings) {

  private static final int OBSERVATIONS = 35;
  static final int ACTIONS = 12;
  private static final String MODEL = "form.onnx";
  static final List<String> JOINTS = joints();

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

  private static List<String> joints() {
    List<String> joints = new ArrayList<>();
    for (String leg : List.of("front_left", "front_right", "rear_left", "rear_right")) {
      for (String part : List.of("hip", "thigh", "calf")) {
        joints.add(leg + "_" + part + "_joint");
      }
    }
    return joints;
  }

  static DemoForm form(String name, byte[] model, String yaml, String... settings) {
    return new DemoForm(name, model, null, TERMS + yaml, List.of(settings));
  }

  /** An encoder and a denoiser that make chunks of 16 actions of 20 ms, 4 of which are executed. */
  static DemoForm sampled(
      String name, SeededDenoiser.Prediction prediction, String keys, String more) {
    byte[] denoiser = SeededDenoiser.model(4, prediction, 16, ACTIONS, 8);
    return new DemoForm(
        name,
        SeededEncoder.model(2, OBSERVATIONS, 8),
        denoiser,
        TERMS
            + "seed: 3\ninput: obs\noutput: cond\nperiod: 80ms\n"
            + "chunk: {length: 16, step: 20ms, dry: hold}\nsampler: {model: denoiser.onnx, sha256: "
            + Sha256.of(denoiser)
            + ", "
            + keys
            + "}\n"
            + more,
        List.of());
  }

  static byte[] chunk(SeededChunk.Part... parts) {
    return SeededChunk.model(5, OBSERVATIONS, 16, ACTIONS, parts);
  }

  /** A chunk of 16 actions of 20 ms, of which some are executed before the next inference. */
  static String chunked(int execute, String more) {
    return "period: "
        + 20 * execute
        + "ms\ninput: obs\noutput: actions\nchunk: {length: 16, step: 20ms, "
        + more
        + "}\n";
  }

  static Stream<DemoForm> inline() {
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
        new DemoForm("motion tracking", tracker(), null, tracking(), List.of()),
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
            chunked(1, "critic: q, merge: latest_only")),
        form(
            "gru, evaluated in between",
            SeededGru.model(1, OBSERVATIONS, 16, 1, ACTIONS),
            "input: obs\noutput: actions\nstates: {h_in: {from: h_out}}\n"
                + "evaluate: {period: 4ms, previous_action: average}\n"),
        sampled(
            "flow",
            SeededDenoiser.Prediction.VELOCITY_TO_NOISE,
            "type: flow, steps: 10, direction: down",
            ""),
        sampled("ddim", SeededDenoiser.Prediction.NOISE, "type: ddim, steps: 8", ""),
        sampled("ddpm", SeededDenoiser.Prediction.NOISE, "type: ddpm, steps: 20", ""));
  }

  static Stream<DemoForm> asynchronous() {
    String chunked = "seed: 2\n" + chunked(4, "merge: blend, dry: hold");
    String execution = "execution: {mode: asynchronous, timeout: 1s, ";
    return Stream.of(
        form("answers after 60 ms", chunk(), chunked + execution + "delay: 60ms}\n"),
        form(
            "answers after 0 to 300 ms, or never",
            chunk(),
            chunked
                + execution
                + "delay: 0ms, inject: {delay: [0ms, 300ms], drop: 0.2, seed: 4}}\n"),
        sampled(
            "real-time chunking under delays",
            SeededDenoiser.Prediction.VELOCITY_TO_NOISE,
            "type: flow, steps: 10, direction: down, guidance: {cap: 10}",
            execution + "delay: 0ms, inject: {delay: [0ms, 300ms], drop: 0.2, seed: 4}}\n"));
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

  /** Writes a policy beside a copy of the demo, in the place of the demo's own. */
  void write(DemoCopy demo) {
    try {
      Files.write(demo.file(MODEL), model);
      if (denoiser != null) {
        Files.write(demo.file("denoiser.onnx"), denoiser);
      }
      Files.writeString(
          demo.file("policy.yaml"),
          "name: form\nmodel: "
              + MODEL
              + "\nsha256: "
              + Sha256.of(model)
              + "\njoints: ["
              + String.join(", ", JOINTS)
              + "]\n"
              + (yaml.contains("chunk:") ? "" : "period: 20ms\n")
              + yaml
              + "actions: {type: joint_position, scale: 0.05, offset: default_pose,"
              + " raw_clip: [-1, 1], stiffness: 60, damping: 1.5}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a policy beside a copy of the demo and runs it. */
  CommandLineResult run(Path folder, String... more) {
    DemoCopy demo = new DemoCopy(folder);
    write(demo);
    List<String> all =
        new ArrayList<>(List.of("command.vx=0", "timeline=[]", "journal.keyframe_ticks=300"));
    all.addAll(settings);
    all.addAll(List.of(more));
    return demo.run("4s", all.toArray(String[]::new));
  }

  @Override
  public String toString() {
    return name;
  }
}
