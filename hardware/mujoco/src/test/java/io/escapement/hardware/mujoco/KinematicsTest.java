package io.escapement.hardware.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.kinematics.Chain;
import io.escapement.controller.kinematics.ChainState;
import io.escapement.controller.kinematics.KinematicTree;
import io.escapement.controller.kinematics.Pose;
import io.escapement.controller.kinematics.TreeFrame;
import io.escapement.controller.kinematics.TreeFrame.Kind;
import io.escapement.controller.kinematics.Vector3;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.Joint;
import io.escapement.controller.robot.KinematicTreeReader;
import io.escapement.controller.robot.RobotModel;
import io.escapement.testing.AttachedRecord;
import io.escapement.testing.Policies;
import io.escapement.testing.RequiresMujoco;
import io.escapement.testing.RequiresPolicies;
import io.escapement.testing.drivers.RobotFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runtime's own kinematics put the parts of a robot where MuJoCo does. */
@RequiresMujoco
final class KinematicsTest {

  /** Every way in which the format places things, below a base at the world's origin. */
  private static final String TWISTED =
      """
      <mujoco>
        <compiler angle="degree" eulerseq="zYx"/>
        <default>
          <joint axis="0 2 1"/>
          <site pos="0.1 0.2 0.3" euler="10 20 30"/>
          <default class="bent">
            <joint pos="0.02 -0.03 0.04" axis="1 1 0"/>
            <geom type="sphere" size="0.03" pos="0 0 -0.2"/>
            <default class="flat"><geom pos="0.1 0 -0.1"/></default>
          </default>
        </default>
        <worldbody>
          <body name="base" pos="0 0 1" quat="0.5 0.5 -0.5 0.5">
            <freejoint/>
            <geom size="0.1"/>
            <site name="unit" axisangle="1 -2 0.5 40" pos="-0.1 0.05 0.02"/>
            <body name="a" pos="0.1 0 0" euler="15 -25 35" childclass="bent">
              <joint name="a1" ref="12"/>
              <joint name="a2" type="slide" axis="0 1 3" ref="0.05"/>
              <geom name="ag"/>
              <site name="as" class="main" zaxis="1 2 -3"/>
              <body name="b" pos="0 0.2 0" xyaxes="1 2 0 0 1 1">
                <joint name="b1" class="main"/>
                <joint name="b2" axis="0 0 -1"/>
                <geom name="bg" class="flat"/>
                <geom name="bc" class="main" type="capsule" size="0.02" fromto="0 0 0 0.1 -0.2 0.3"/>
                <body name="c" pos="0 0 0.3" axisangle="0 1 1 -70">
                  <geom name="cg"/>
                  <site name="cs" quat="1 2 3 4" pos="0.3 0.1 0"/>
                </body>
              </body>
            </body>
          </body>
        </worldbody>
        <actuator>
          <motor joint="a1"/><motor joint="a2"/><motor joint="b1"/><motor joint="b2"/>
        </actuator>
        <sensor>
          <framepos name="ag" objtype="geom" objname="ag" reftype="site" refname="unit"/>
          <framepos name="as" objtype="site" objname="as" reftype="site" refname="unit"/>
          <framepos name="bg" objtype="geom" objname="bg" reftype="site" refname="unit"/>
          <framepos name="bc" objtype="geom" objname="bc" reftype="site" refname="unit"/>
          <framepos name="cg" objtype="geom" objname="cg" reftype="site" refname="unit"/>
          <framepos name="cs" objtype="site" objname="cs" reftype="site" refname="unit"/>
          <framezaxis name="asz" objtype="site" objname="as" reftype="site" refname="unit"/>
          <framexaxis name="csx" objtype="site" objname="cs" reftype="site" refname="unit"/>
          <framezaxis name="bcz" objtype="geom" objname="bc" reftype="site" refname="unit"/>
        </sensor>
      </mujoco>
      """;

  private static final String ROBOT =
      "robot: r\nmodel: %s\njoints: {'.*': {position: [-.inf, .inf]}}\n";

  private final Random random = new Random(7);

  @TempDir Path folder;

  /** A robot in MuJoCo and in the runtime, in the same joint positions. */
  private final class Both implements AutoCloseable {

    private final MujocoModel model;
    private final MujocoData data;
    private final RobotModel robot;
    private final KinematicTree tree;
    private final F64Channel position;
    private final F64Channel velocity;

    Both(Path file) {
      RobotFolder files = new RobotFolder(folder).write("robot.yaml", ROBOT.formatted(file));
      var context = files.context(4_000_000);
      robot = context.robot();
      tree = KinematicTreeReader.read(robot, context.files());
      model = MujocoModel.load(MujocoLibrary.load(), file);
      data = new MujocoData(model);
      int joints = robot.joints().size();
      position = new F64Channel(ChannelSpec.input("r/joints/position", ChannelType.F64, joints));
      velocity = new F64Channel(ChannelSpec.input("r/joints/velocity", ChannelType.F64, joints));
      AttachedRecord.of(
          wiring -> {
            wiring.writes(position);
            wiring.writes(velocity);
          });
    }

    void randomPose() {
      for (int i = 0; i < 7; i++) {
        data.qpos().putDouble(i * Double.BYTES, random.nextGaussian());
      }
      for (Joint joint : robot.joints()) {
        double q = 2 * random.nextGaussian();
        position.set(joint.index(), q);
        int index = model.find("mjOBJ_JOINT", joint.name());
        data.qpos().putDouble(model.intAt("jnt_qposadr", index) * Double.BYTES, q);
      }
      MujocoFunctions.mj_forward(model.address(), data.address());
    }

    /** A point of a frame against the unit, as the runtime has it. */
    double[] point(Pose unit, TreeFrame frame, Pose offset) {
      int base = tree.frame(Kind.BODY, robot.baseBody()).orElseThrow().body();
      Chain chain =
          Chain.of(
              unit,
              tree.path(base, frame.body()).orElseThrow(),
              frame.placement().times(offset),
              robot.jointNames());
      ChainState state = new ChainState("r/tip", chain.joints(), "unit");
      AttachedRecord.of(state::declare);
      chain.evaluate(position, velocity, state);
      return new double[] {
        state.position().get(0), state.position().get(1), state.position().get(2)
      };
    }

    double[] sensor(String name) {
      int address = model.intAt("sensor_adr", model.find("mjOBJ_SENSOR", name));
      UnsafeBuffer values = data.sensors();
      double[] xyz = new double[3];
      for (int i = 0; i < 3; i++) {
        xyz[i] = values.getDouble((address + i) * Double.BYTES);
      }
      return xyz;
    }

    @Override
    public void close() {
      data.close();
      model.close();
    }
  }

  @Test
  @RequiresPolicies
  void theGo1sFeetAreWhereMujocoHasThem() {
    try (Both go1 = new Both(Policies.folder().resolve("go1/go1.xml"))) {
      Pose imu = go1.tree.frame(Kind.SITE, "imu").orElseThrow().placement();
      for (int i = 0; i < 200; i++) {
        go1.randomPose();
        for (String foot : new String[] {"FR", "FL", "RR", "RL"}) {
          TreeFrame site = go1.tree.frame(Kind.SITE, foot).orElseThrow();
          assertNear(foot, go1.sensor(foot + "_pos"), go1.point(imu, site, Pose.IDENTITY));
          TreeFrame geom = go1.tree.frame(Kind.GEOM, foot).orElseThrow();
          assertNear(foot, go1.sensor(foot + "_pos"), go1.point(imu, geom, Pose.IDENTITY));
          assertEquals(0.023, geom.radius());
        }
      }
    }
  }

  @Test
  void whatIsPlacedInAnyWayOfTheFormatIsWhereMujocoHasIt() throws IOException {
    try (Both twisted = new Both(Mjcf.write(folder, "twisted.xml", TWISTED))) {
      Pose unit = twisted.tree.frame(Kind.SITE, "unit").orElseThrow().placement();
      for (int i = 0; i < 100; i++) {
        twisted.randomPose();
        for (String name : new String[] {"ag", "as", "bg", "bc", "cg", "cs"}) {
          TreeFrame frame = frame(twisted.tree, name);
          assertNear(name, twisted.sensor(name), twisted.point(unit, frame, Pose.IDENTITY));
        }
        assertAxis(twisted, unit, "as", "asz", new double[] {0, 0, 1});
        assertAxis(twisted, unit, "cs", "csx", new double[] {1, 0, 0});
        assertAxis(twisted, unit, "bc", "bcz", new double[] {0, 0, 1});
      }
    }
  }

  private static TreeFrame frame(KinematicTree tree, String name) {
    return tree.frame(Kind.SITE, name).or(() -> tree.frame(Kind.GEOM, name)).orElseThrow();
  }

  /** An axis is what lies between a frame's origin and a point on it. */
  private static void assertAxis(
      Both both, Pose unit, String name, String sensor, double[] direction) {
    TreeFrame frame = frame(both.tree, name);
    double[] origin = both.point(unit, frame, Pose.IDENTITY);
    double[] end = both.point(unit, frame, Pose.at(Vector3.of(direction)));
    for (int i = 0; i < 3; i++) {
      end[i] -= origin[i];
    }
    assertNear(sensor, both.sensor(sensor), end);
  }

  private static void assertNear(String name, double[] expected, double[] found) {
    for (int i = 0; i < 3; i++) {
      assertEquals(expected[i], found[i], 1e-9, name);
    }
    assertTrue(Math.abs(expected[0]) + Math.abs(expected[1]) + Math.abs(expected[2]) > 1e-3);
  }
}
