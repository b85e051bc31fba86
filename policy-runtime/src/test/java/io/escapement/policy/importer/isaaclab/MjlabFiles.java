package io.escapement.policy.importer.isaaclab;

import io.escapement.policy.onnx.OnnxAttribute;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models as mjlab and BeyondMimic export them, for a robot of three joints. */
final class MjlabFiles {

  static final List<String> JOINTS = List.of("left_hip", "right_hip", "waist");
  static final int VELOCITY_SIZE = 3 + 3 + 3 + 3 + 3 + 3 + 3;
  static final int TRACKING_SIZE = 6 + 3 + 6 + 3 + 3 + 3 + 3 + 3;

  private MjlabFiles() {}

  /** What the exporter of the velocity task attaches; numbers have three decimals. */
  static Map<String, String> velocityMetadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("run_path", "team/project/run");
    metadata.put("joint_names", "left_hip,right_hip,waist");
    metadata.put("joint_stiffness", "40.179,40.179,28.501");
    metadata.put("joint_damping", "2.558,2.558,1.814");
    metadata.put("default_joint_pos", "-0.312,-0.312,0.000");
    metadata.put("command_names", "twist");
    metadata.put(
        "observation_names",
        "base_lin_vel,base_ang_vel,projected_gravity,joint_pos,joint_vel,actions,command");
    metadata.put("action_scale", "0.548,0.548,0.439");
    return metadata;
  }

  static Map<String, String> trackingMetadata() {
    Map<String, String> metadata = velocityMetadata();
    metadata.put("command_names", "motion");
    metadata.put(
        "observation_names",
        "command,motion_anchor_pos_b,motion_anchor_ori_b,base_lin_vel,base_ang_vel,joint_pos,"
            + "joint_vel,actions");
    metadata.put("anchor_body_name", "torso_link");
    metadata.put("body_names", "pelvis,torso_link");
    return metadata;
  }

  private static void attach(OnnxGraphBuilder graph, Map<String, String> metadata) {
    metadata.forEach(graph::metadata);
  }

  /** A policy whose actions are the first elements of its observation. */
  static byte[] velocity(Map<String, String> metadata, int size) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("velocity", 17);
    String x = graph.input("obs", 1, size);
    String picks = graph.constant("picks", new long[] {0, 1, 2}, 3);
    graph.node("actions", "Gather", List.of(x, picks), new OnnxAttribute.Int("axis", 1));
    graph.output("actions", 1, 3);
    attach(graph, metadata);
    return graph.build();
  }

  /**
   * A policy with a motion of one second: at step t the joints are at t/10 + 0.1 j and move with
   * t/100, the torso stands at (t, 0, 1) and looks straight ahead.
   */
  static byte[] tracking(Map<String, String> metadata) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("tracking", 17);
    String x = graph.input("obs", 1, TRACKING_SIZE);
    String step = graph.input("time_step", 1, 1);
    String picks = graph.constant("picks", new long[] {0, 1, 2}, 3);
    graph.node("actions", "Gather", List.of(x, picks), new OnnxAttribute.Int("axis", 1));
    output(graph, "joint_pos", step, new float[] {0.1f, 0.1f, 0.1f}, new float[] {0, 0.1f, 0.2f});
    output(graph, "joint_vel", step, new float[] {0.01f, 0.01f, 0.01f}, new float[] {0, 0, 0});
    output(
        graph, "body_pos_w", step, new float[] {0, 0, 0, 1, 0, 0}, new float[] {0, 0, 0, 0, 0, 1});
    output(
        graph,
        "body_quat_w",
        step,
        new float[] {0, 0, 0, 0, 0, 0, 0, 0},
        new float[] {0, 0, 0, 1, 1, 0, 0, 0});
    graph.output("actions", 1, 3);
    graph.output("joint_pos", 1, 3);
    graph.output("joint_vel", 1, 3);
    graph.output("body_pos_w", 1, 6);
    graph.output("body_quat_w", 1, 8);
    attach(graph, metadata);
    return graph.build();
  }

  /** name = step * slope + base. */
  private static void output(
      OnnxGraphBuilder graph, String name, String step, float[] slope, float[] base) {
    String a = graph.constant(name + "_slope", slope, 1, slope.length);
    String b = graph.constant(name + "_base", base, 1, base.length);
    graph.node(name + "_scaled", "Mul", List.of(step, a));
    graph.node(name, "Add", List.of(name + "_scaled", b));
  }

  /** The environment as {@code train.py} saves it, with the numbers in full. */
  static String env() {
    return """
        sim:
          nconmax: 35
          mujoco: {timestep: 0.005, iterations: 10}
        decimation: 4
        scene:
          entities:
            robot:
              init_state:
                joint_pos: {.*_hip: -0.312}
              articulation:
                actuators: !!python/tuple
                - {target_names_expr: [.*_hip], effort_limit: 88.0, stiffness: 40.17923, damping: 2.55789}
                - {target_names_expr: [waist], effort_limit: 50.0, stiffness: 28.50125, damping: 1.81443}
        observations:
          policy:
            concatenate_terms: true
            concatenate_dim: -1
            enable_corruption: true
            history_length: null
            flatten_history_dim: true
            terms:
              base_lin_vel:
                func: !!python/name:mjlab.envs.mdp.observations.builtin_sensor ''
                params: {sensor_name: robot/imu_lin_vel}
                noise: {n_min: -0.5, n_max: 0.5, operation: add}
                clip: null
                scale: null
                delay_min_lag: 0
                delay_max_lag: 0
                history_length: 0
                flatten_history_dim: true
              base_ang_vel:
                func: !!python/name:mjlab.envs.mdp.observations.builtin_sensor ''
                params: {sensor_name: robot/imu_ang_vel}
                scale: 0.2
              projected_gravity:
                func: !!python/name:mjlab.envs.mdp.observations.projected_gravity ''
                params: {}
              joint_pos:
                func: !!python/name:mjlab.envs.mdp.observations.joint_pos_rel ''
                params: {}
              joint_vel:
                func: !!python/name:mjlab.envs.mdp.observations.joint_vel_rel ''
                params: {}
                delay_min_lag: 2
                delay_max_lag: 2
              actions:
                func: !!python/name:mjlab.envs.mdp.observations.last_action ''
                params: {}
              command:
                func: !!python/name:mjlab.envs.mdp.observations.generated_commands ''
                params: {command_name: twist}
        actions:
          joint_pos:
            entity_name: robot
            actuator_names: !!python/tuple [.*]
            scale: {.*_hip: 0.547546, waist: 0.438578}
            offset: 0.0
            use_default_offset: true
        commands:
          twist:
            resampling_time_range: !!python/tuple [3.0, 8.0]
            ranges:
              lin_vel_x: !!python/tuple [-1.0, 1.0]
              lin_vel_y: !!python/tuple [-0.5, 0.5]
              ang_vel_z: !!python/tuple [-1.0, 1.0]
        """;
  }
}
