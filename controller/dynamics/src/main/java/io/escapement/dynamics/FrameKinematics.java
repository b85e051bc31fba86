package io.escapement.dynamics;

import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.kinematics.Vector3;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.ArrayList;
import java.util.List;

/**
 * The channels of one frame: {@code R/frames/F/position}, {@code rotation}, {@code jacobian} and
 * {@code bias_acceleration}, all in the world's axes. Rows of the Jacobian and of the acceleration
 * are linear x, y, z of the frame's origin, then angular x, y, z.
 */
public final class FrameKinematics {

  /** Rows of a Jacobian: linear, then angular. */
  public static final int ROWS = 6;

  private final DynamicsFrame frame;
  private final int velocities;
  private final int baseVelocities;

  /** Links from the frame's to the base, and their joints' columns. */
  private final int[] chain;

  private final int[] column;
  private final boolean[] slides;
  private final double[] local = new double[9];
  private final double[] arm = new double[3];
  private final double[] point = new double[3];
  private final double[] speed = new double[3];
  private final double[] acceleration = new double[3];
  private final double[] out = new double[3];
  private final F64Channel position;
  private final F64Channel rotation;
  private final F64Channel jacobian;
  private final F64Channel biasAcceleration;

  FrameKinematics(DynamicsModel model, DynamicsFrame frame) {
    this.frame = frame;
    velocities = model.velocities();
    baseVelocities = model.baseVelocities();
    List<Integer> path = new ArrayList<>();
    for (int at = frame.link(); at >= 0; at = model.links().get(at).parent()) {
      path.add(at);
    }
    chain = path.stream().mapToInt(link -> link).toArray();
    column = new int[chain.length];
    slides = new boolean[chain.length];
    for (int i = 0; i < chain.length; i++) {
      DynamicsLink link = model.links().get(chain[i]);
      column[i] = baseVelocities + link.jointIndex();
      slides[i] = link.slides();
    }
    Rotation r = frame.placement().rotation();
    Vector3[] axes = {r.x(), r.y(), r.z()};
    for (int i = 0; i < axes.length; i++) {
      local[3 * i] = axes[i].x();
      local[3 * i + 1] = axes[i].y();
      local[3 * i + 2] = axes[i].z();
    }
    String group = group(model.robot().name(), frame.name());
    position = channel(group + "/position", 3, "m, world", List.of("x", "y", "z"));
    rotation = channel(group + "/rotation", 9, "matrix by rows, to world axes", List.of());
    jacobian =
        channel(
            group + "/jacobian",
            ROWS * velocities,
            "by rows: m/s and rad/s, world axes, for one of each velocity",
            List.of());
    biasAcceleration =
        channel(
            group + "/bias_acceleration",
            ROWS,
            "m/s^2 and rad/s^2, world axes",
            List.of("x", "y", "z", "rx", "ry", "rz"));
  }

  private static F64Channel channel(String name, int count, String unit, List<String> labels) {
    return new F64Channel(
        ChannelSpec.derived(name, ChannelType.F64, count).withUnit(unit).withLabels(labels));
  }

  /**
   * Where a frame's channels stand.
   *
   * @param robot the robot's name
   * @param frameName the frame's name; what a channel's name cannot hold becomes an underscore
   * @return {@code R/frames/F}
   */
  public static String group(String robot, String frameName) {
    return robot + "/frames/" + frameName.replaceAll("[^A-Za-z0-9_.:-]", "_");
  }

  /**
   * The frame.
   *
   * @return its name and place
   */
  public DynamicsFrame frame() {
    return frame;
  }

  void declare(Wiring wiring) {
    wiring.writes(position);
    wiring.writes(rotation);
    wiring.writes(jacobian);
    wiring.writes(biasAcceleration);
  }

  void write(LinkStates states) {
    int at = frame.link() + 1;
    Vector3 place = frame.placement().position();
    states.turn(at, place.x(), place.y(), place.z(), arm, 0);
    for (int i = 0; i < 3; i++) {
      point[i] = states.origin[3 * at + i] + arm[i];
      position.set(i, point[i]);
      states.turn(at, local[3 * i], local[3 * i + 1], local[3 * i + 2], out, 0);
      for (int row = 0; row < 3; row++) {
        rotation.set(3 * row + i, out[row]);
      }
    }
    states.carry(at, arm, speed, acceleration, 0);
    for (int i = 0; i < 3; i++) {
      biasAcceleration.set(i, acceleration[i]);
      biasAcceleration.set(3 + i, states.turning[3 * at + i]);
    }
    writeJacobian(states);
  }

  private void writeJacobian(LinkStates states) {
    for (int i = 0; i < ROWS * velocities; i++) {
      jacobian.set(i, 0);
    }
    for (int i = 0; i < chain.length; i++) {
      int at = 3 * (chain[i] + 1);
      writeColumn(column[i], slides[i], states.axis, at, 1, states.origin, at);
    }
    if (baseVelocities > 0) {
      for (int i = 0; i < 3; i++) {
        writeColumn(i, false, states.rotation, i, 3, states.origin, 0);
        writeColumn(3 + i, true, states.rotation, i, 3, states.origin, 0);
      }
    }
  }

  /** The column of a motion along or about an axis through a point. */
  private void writeColumn(
      int to, boolean along, double[] axes, int axis, int stride, double[] points, int through) {
    double x = axes[axis];
    double y = axes[axis + stride];
    double z = axes[axis + 2 * stride];
    if (along) {
      jacobian.set(to, x);
      jacobian.set(velocities + to, y);
      jacobian.set(2 * velocities + to, z);
      return;
    }
    double dx = point[0] - points[through];
    double dy = point[1] - points[through + 1];
    double dz = point[2] - points[through + 2];
    jacobian.set(to, y * dz - z * dy);
    jacobian.set(velocities + to, z * dx - x * dz);
    jacobian.set(2 * velocities + to, x * dy - y * dx);
    jacobian.set(3 * velocities + to, x);
    jacobian.set(4 * velocities + to, y);
    jacobian.set(5 * velocities + to, z);
  }

  void writeUnknown() {
    fill(position, 3);
    fill(rotation, 9);
    fill(jacobian, ROWS * velocities);
    fill(biasAcceleration, ROWS);
  }

  static void fill(F64Channel channel, int count) {
    for (int i = 0; i < count; i++) {
      channel.set(i, Double.NaN);
    }
  }
}
