package io.escapement.policy.importer.leapp;

import io.escapement.controller.config.Sha256;
import io.escapement.policy.importer.ImportTrial;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A bundle with the keys, in the order and in the forms that the exporter gives them: a leg whose
 * targets follow its orientation, a command and its last action, which is fed back.
 */
final class LeappFolder {

  static final String YAML =
      """
      models:
        Isaac-Leg-v0:
          inputs:
          - name: robot_root_quat_w
            dtype: float32
            shape: [1, 4]
            type: tensor
            kind: state/body/rotation
            element_names: [[qx, qy, qz, qw]]
            isaaclab_connection: state:robot:root_quat_w
          - name: robot_joint_pos
            dtype: float32
            shape: [1, 2]
            type: tensor
            kind: state/joint/position
            element_names: [null, [knee, hip]]
            isaaclab_connection: state:robot:joint_pos
          - name: base_velocity
            dtype: float32
            shape: [1, 3]
            type: tensor
            kind: command/body/velocity
            element_names: [[lin_vel_x, lin_vel_y, ang_vel_z]]
            isaaclab_connection: command:base_velocity
          - name: last_action
            dtype: float32
            shape: [1, 2]
            type: tensor
          outputs:
          - name: joint_targets
            dtype: float32
            shape: [1, 2]
            type: tensor
            kind: target/joint/position
            element_names: [[hip, knee]]
          - name: kp_gains
            dtype: float32
            shape: [1, 2]
            type: tensor
            kind: kp
            element_names: [[hip, knee]]
          - name: kd_gains
            dtype: float32
            shape: [1, 2]
            type: tensor
            kind: kd
            element_names: [[hip, knee]]
          - name: action
            dtype: float32
            shape: [1, 2]
            type: tensor
          parameters:
            backend: onnx-dynamo
            model_path: policy.onnx
            sha256sum: HASH
            opset_version: 18
      pipeline:
        data_flow: {}
        feedback_flow:
          Isaac-Leg-v0/action: [Isaac-Leg-v0/last_action]
        inputs:
          Isaac-Leg-v0: [robot_root_quat_w, robot_joint_pos, base_velocity]
        outputs:
          Isaac-Leg-v0: [joint_targets, kp_gains, kd_gains]
        initial_values: leg_initial_values.safetensors
        configs:
          frequency: 50
      system information:
        leapp version: 0.7.1
        leapp config version: '1.3'
      """;

  private LeappFolder() {}

  /** Writes the bundle; returns the text of its YAML with the model's hash. */
  static String write(ImportTrial trial, boolean constantGains) {
    byte[] model = model(constantGains);
    trial.write("policy.onnx", model);
    trial.write(
        "leg_initial_values.safetensors", safetensors("Isaac-Leg-v0/last_action", 0.5f, 0f));
    return YAML.replace("HASH", Sha256.of(model));
  }

  /**
   * action = first two of the quaternion + joint positions + command + last action; targets are
   * half of it.
   */
  private static byte[] model(boolean constantGains) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("main_graph", 18);
    graph.input("robot_root_quat_w", 1, 4);
    graph.input("robot_joint_pos", 1, 2);
    graph.input("base_velocity", 1, 3);
    graph.input("last_action", 1, 2);
    String pick = graph.constant("pick", new float[] {1, 0, 0, 0, 0, 0, 0, 1}, 4, 2);
    String sum = graph.constant("sum", new float[] {1, 1, 0, 0, 0, 0}, 3, 2);
    String turned = graph.node("turned", "MatMul", List.of("robot_root_quat_w", pick));
    String command = graph.node("command", "MatMul", List.of("base_velocity", sum));
    String first = graph.node("first", "Add", List.of(turned, "robot_joint_pos"));
    String second = graph.node("second", "Add", List.of(first, command));
    String action = graph.node("action", "Add", List.of(second, "last_action"));
    String half = graph.constant("half", new float[] {0.5f}, 1);
    String gains = graph.constant("gains", new float[] {40, 60}, 1, 2);
    String zero = graph.constant("zero", new float[] {0, 0}, 1, 2);
    String targets = graph.node("joint_targets", "Mul", List.of(action, half));
    String kp =
        graph.node("kp_gains", "Add", List.of(gains, constantGains ? zero : "robot_joint_pos"));
    String kd = graph.node("kd_gains", "Mul", List.of(gains, half));
    return graph
        .output(targets, 1, 2)
        .output(kp, 1, 2)
        .output(kd, 1, 2)
        .output(action, 1, 2)
        .build();
  }

  static byte[] safetensors(String name, float... values) {
    String header =
        "{\"%s\":{\"dtype\":\"F32\",\"shape\":[1,%d],\"data_offsets\":[0,%d]}}"
            .formatted(name, values.length, Float.BYTES * values.length);
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + json.length + Float.BYTES * values.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json);
    for (float value : values) {
      file.putFloat(value);
    }
    return file.array();
  }
}
