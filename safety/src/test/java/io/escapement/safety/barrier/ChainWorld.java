package io.escapement.safety.barrier;

import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.kinematics.Vector3;
import io.escapement.controller.record.Channel;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.Joint;
import io.escapement.controller.robot.JointKind;
import io.escapement.controller.robot.LastFallback;
import io.escapement.controller.robot.ModelFormat;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.SensorRole;
import io.escapement.controller.stage.Wiring;
import io.escapement.testing.AttachedRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A serial chain of hinges and slides in the channels that the dynamics stage would write: a frame
 * {@code f0} at the base and one behind each joint, {@code f1} and so on.
 */
public final class ChainWorld {

  /** A joint, its axis in the axes of the link before, and the way from there to the next frame. */
  record Link(boolean slides, Vector3 axis, Vector3 offset) {}

  public final double[] q;
  public final double[] dq;
  public final RobotModel robot;
  final F64Channel force = input("r/sensors/force", 3);
  final F64Channel touch = input("r/sensors/touch", 1);
  final F64Channel person = input("r/sensors/person", 1);

  /** How many of the chain's joints stand for a floating base: none or the first six. */
  final int base;

  private final List<Link> links;
  private final F64Channel position;
  private final F64Channel velocity;
  private final F64Channel baseVelocity = input("r/dynamics/base_velocity", 6);
  private final List<F64Channel[]> frames = new ArrayList<>();

  ChainWorld(List<Link> links) {
    this(links, 0);
  }

  private ChainWorld(List<Link> links, int base) {
    this.links = links;
    this.base = base;
    int n = links.size();
    q = new double[n];
    dq = new double[n];
    position = input("r/joints/position", n - base);
    velocity = input("r/joints/velocity", n - base);
    for (int i = 0; i <= n; i++) {
      String group = "r/frames/f" + i;
      frames.add(
          new F64Channel[] {
            input(group + "/position", 3),
            input(group + "/rotation", 9),
            input(group + "/jacobian", 6 * n),
            input(group + "/bias_acceleration", 6)
          });
    }
    robot = model(n - base, base > 0);
  }

  /** An arm at random; with more than six joints the first six are a floating base. */
  public static ChainWorld random(Random random, int joints) {
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < joints; i++) {
      links.add(
          new Link(
              random.nextInt(4) == 0,
              vector(random, 1).unit(),
              vector(random, .3).plus(new Vector3(0, 0, .1))));
    }
    ChainWorld world = new ChainWorld(links, joints > 6 ? 6 : 0);
    for (int i = 0; i < joints; i++) {
      world.q[i] = links.get(i).slides ? .2 * random.nextGaussian() : 2 * random.nextGaussian();
      world.dq[i] = random.nextGaussian();
    }
    return world;
  }

  /** A point that slides along as many axes of the world. */
  public static ChainWorld point(int axes) {
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      Vector3 axis = new Vector3(i == 0 ? 1 : 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0);
      links.add(new Link(true, axis, Vector3.ZERO));
    }
    return new ChainWorld(links);
  }

  static Vector3 vector(Random random, double size) {
    return new Vector3(
        size * random.nextGaussian(), size * random.nextGaussian(), size * random.nextGaussian());
  }

  private static F64Channel input(String name, int count) {
    return new F64Channel(ChannelSpec.input(name, ChannelType.F64, count));
  }

  private static RobotModel model(int n, boolean floating) {
    List<Joint> joints = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      joints.add(new Joint("j" + i, i, JointKind.HINGE, -9, 9, 9, 9, 0));
    }
    return new RobotModel(
        "r",
        floating,
        "",
        joints,
        List.of(),
        List.of(),
        List.of(role("force", 3), role("touch", 1), role("person", 1)),
        LastFallback.HOLD,
        0,
        "",
        Path.of("r.xml").toAbsolutePath(),
        ModelFormat.MJCF,
        List.of());
  }

  private static SensorRole role(String name, int dimension) {
    return new SensorRole(
        "extra." + name, SensorRole.Source.SENSOR, List.of(name), List.of(), dimension, "", false);
  }

  public String last() {
    return "f" + links.size();
  }

  String name(int frame) {
    return "f" + frame;
  }

  List<F64Channel> channels() {
    List<F64Channel> all =
        new ArrayList<>(List.of(position, velocity, baseVelocity, force, touch, person));
    frames.forEach(frame -> all.addAll(Arrays.asList(frame)));
    return all;
  }

  /** Lays the record out, with what reads it. */
  public ChainWorld attach(List<Consumer<Wiring>> readers) {
    AttachedRecord.of(
        wiring -> {
          channels().forEach((Channel channel) -> wiring.writes(channel));
          readers.forEach(reader -> reader.accept(wiring));
        });
    return write();
  }

  /** Barriers of settings, attached to this world. */
  List<Barrier> barriers(BarrierSettings... settings) {
    List<Barrier> made =
        Barriers.of(List.of(settings), robot).stream().map(ConfiguredBarrier::barrier).toList();
    List<Consumer<Wiring>> readers = new ArrayList<>();
    made.forEach(barrier -> readers.add(barrier::declare));
    attach(readers);
    return made;
  }

  /** A state with the same bounds for each joint. */
  BarrierState state(double velocityMax, double accelerationMax, double heldS) {
    List<Double> velocities = new ArrayList<>();
    List<Double> accelerations = new ArrayList<>();
    for (int i = base; i < q.length; i++) {
      velocities.add(velocityMax);
      accelerations.add(accelerationMax);
    }
    return new BarrierState(velocities, accelerations, heldS);
  }

  /** Writes the channels of where the joints are. */
  public ChainWorld write() {
    int n = q.length;
    Rotation rotation = Rotation.NONE;
    Vector3 at = Vector3.ZERO;
    Vector3 turning = Vector3.ZERO;
    Vector3 turningBias = Vector3.ZERO;
    Vector3 bias = Vector3.ZERO;
    List<Vector3> axes = new ArrayList<>();
    List<Vector3> origins = new ArrayList<>();
    frame(0, rotation, at, axes, origins, bias, turningBias);
    for (int i = 0; i < n; i++) {
      if (i < base) {
        baseVelocity.set(i, dq[i]);
      } else {
        position.set(i - base, q[i]);
        velocity.set(i - base, dq[i]);
      }
      Link link = links.get(i);
      Vector3 axis = rotation.times(link.axis);
      axes.add(axis);
      origins.add(at);
      Vector3 spin = axis.times(dq[i]);
      Vector3 way;
      if (link.slides) {
        way = axis.times(q[i]).plus(rotation.times(link.offset));
        bias = bias.plus(carried(turning, turningBias, way)).plus(turning.cross(spin).times(2));
      } else {
        turningBias = turningBias.plus(turning.cross(spin));
        turning = turning.plus(spin);
        rotation = rotation.times(Rotation.about(link.axis, q[i]));
        way = rotation.times(link.offset);
        bias = bias.plus(carried(turning, turningBias, way));
      }
      at = at.plus(way);
      frame(i + 1, rotation, at, axes, origins, bias, turningBias);
    }
    return this;
  }

  private static Vector3 carried(Vector3 turning, Vector3 turningBias, Vector3 way) {
    return turningBias.cross(way).plus(turning.cross(turning.cross(way)));
  }

  private void frame(
      int index,
      Rotation rotation,
      Vector3 at,
      List<Vector3> axes,
      List<Vector3> origins,
      Vector3 bias,
      Vector3 turningBias) {
    F64Channel[] channels = frames.get(index);
    set(channels[0], 0, 1, at);
    set(channels[1], 0, 3, rotation.x());
    set(channels[1], 1, 3, rotation.y());
    set(channels[1], 2, 3, rotation.z());
    set(channels[3], 0, 1, bias);
    set(channels[3], 3, 1, turningBias);
    int n = q.length;
    for (int i = 0; i < 6 * n; i++) {
      channels[2].set(i, 0);
    }
    for (int i = 0; i < axes.size(); i++) {
      boolean slides = links.get(i).slides;
      Vector3 arm = at.plus(origins.get(i).times(-1));
      set(channels[2], i, n, slides ? axes.get(i) : axes.get(i).cross(arm));
      set(channels[2], 3 * n + i, n, slides ? Vector3.ZERO : axes.get(i));
    }
  }

  private static void set(F64Channel channel, int from, int stride, Vector3 vector) {
    channel.set(from, vector.x());
    channel.set(from + stride, vector.y());
    channel.set(from + 2 * stride, vector.z());
  }
}
