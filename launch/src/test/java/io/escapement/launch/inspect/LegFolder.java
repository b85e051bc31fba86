package io.escapement.launch.inspect;

import io.escapement.controller.config.Sha256;
import io.escapement.policy.onnx.SeededMlp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A leg of three motors on a fixed base, with a policy and a run that needs no simulator: its
 * samples come from a file.
 */
public final class LegFolder {

  /** Elements of the policy's observation. */
  public static final int OBSERVATION = 20;

  private static final String MODEL =
      """
      <mujoco model="leg">
        <compiler angle="radian"/>
        <worldbody><body name="thigh"><joint name="hip" range="-1 1"/><geom size="1"/>
          <body><joint name="knee" range="-2 2"/><geom size="1"/>
            <body><joint name="ankle"/><geom size="1"/></body></body></body></worldbody>
        <actuator>
          <motor name="hip" joint="hip" ctrllimited="true" ctrlrange="-20 20"/>
          <motor name="knee" joint="knee" ctrllimited="true" ctrlrange="-30 30"/>
          <motor name="ankle" joint="ankle"/>
        </actuator>
      </mujoco>
      """;

  private static final String ROBOT =
      """
      robot: leg
      model: leg.xml
      default_pose: {hip: 0.1, knee: 0.2, ankle: 0.3}
      last_fallback: damping
      actuators:
        ".*": {stiffness: 10, damping: 0.5, effort: 40}
      """;

  private static final String POLICY =
      """
      name: leg-reach
      model: policy.onnx
      sha256: %s
      period: 20ms
      input: obs
      output: actions
      joints: [knee, hip, ankle]
      commands: {velocity: {vx: [-1, 1], vy: [-0.5, 0.5], wz: [0, 0]}}
      observations:
        - {term: joint_position, scale: 2, clip: [-5, 5]}
        - term: joint_velocity
          scale: 0.25
          history: {length: 3, order: oldest_first, stacking: by_term}
        - {term: previous_action}
        - {term: velocity_command, scale: [2, 2, 0.25]}
        - {term: phase_clock, frequency_hz: 1.5}
      actions:
        {type: joint_position, scale: 0.5, offset: default_pose, stiffness: 30, damping: 1}
      """;

  private static final String RUN =
      """
      name: leg-dry
      robot: robot.yaml
      policy: policy.yaml
      loop: {rate_hz: 200, pacer: lockstep}
      drivers: [{type: scripted, file: samples.csv, at_end: repeat}]
      command: {vx: 0.5}
      timeline: [{at: 100ms, command: {vx: 0.25}}]
      journal: {keyframe_ticks: 20, reserve_mb: 0, ring_mb: 4}
      runs_dir: runs
      duration: 500ms
      """;

  private final Path folder;

  /**
   * Writes the files.
   *
   * @param folder an existing folder
   */
  public LegFolder(Path folder) {
    this.folder = folder;
    byte[] model = SeededMlp.model(7, OBSERVATION, 8, 3);
    write("policy.onnx", model);
    write("leg.xml", MODEL);
    write("robot.yaml", ROBOT);
    write("policy.yaml", POLICY.formatted(Sha256.of(model)));
    write("samples.csv", samples());
    write("run.yaml", RUN);
  }

  private static String samples() {
    StringBuilder csv = new StringBuilder("time_s");
    for (String group : new String[] {"position", "velocity", "effort"}) {
      for (String joint : new String[] {"hip", "knee", "ankle"}) {
        csv.append(",joints/").append(group).append('/').append(joint);
      }
    }
    for (int i = 0; i < 40; i++) {
      csv.append('\n').append(i * 0.005);
      for (int column = 0; column < 9; column++) {
        csv.append(',').append(column < 3 ? 0.01 * column * (i % 20) : 0.1);
      }
    }
    return csv.append('\n').toString();
  }

  /**
   * Writes a file.
   *
   * @param name its name in the folder
   * @param content its bytes
   * @return its path
   */
  public Path write(String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a text.
   *
   * @param name its name in the folder
   * @param text its content
   * @return its path
   */
  public Path write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A file of the folder.
   *
   * @param name its name
   * @return its path
   */
  public Path file(String name) {
    return folder.resolve(name);
  }
}
