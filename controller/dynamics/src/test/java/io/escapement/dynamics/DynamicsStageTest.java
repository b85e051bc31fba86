package io.escapement.dynamics;

import static io.escapement.dynamics.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.extension.StageProvider;
import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.kinematics.Vector3;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of a robot's dynamics whatever the state. */
final class DynamicsStageTest {

  private static final String LIMITS = "joints: {'.*': {position: [-.inf, .inf]}}\n";

  @TempDir Path folder;

  private final Random random = new Random(3);

  private Rig seven(String... frames) {
    return Rig.written(folder, "seven.xml", Arms.SEVEN, LIMITS, frames);
  }

  private Rig free(String... frames) {
    String text =
        Arms.SEVEN.replace(
            "<geom type=\"box\" size=\"0.1 0.1 0.2\"/>",
            "<freejoint/><geom type=\"box\" size=\"0.1 0.1 0.2\"/>");
    return Rig.written(folder, "free.xml", text, LIMITS, frames);
  }

  @Test
  void aDoublePendulumIsAsInTextbooks() {
    Rig rig = Rig.written(folder, "pendulum.xml", Arms.PENDULUM, "");
    double m1 = 1.5;
    double m2 = 0.7;
    double l1 = 0.8;
    double l2 = 0.5;
    double g = 9.81;
    for (int i = 0; i < 100; i++) {
      double[] q = Rig.random(random, 2, 3);
      double[] v = Rig.random(random, 2, 5);
      rig.tick(q, v, null);
      double c2 = StrictMath.cos(q[1]);
      double s2 = StrictMath.sin(q[1]);
      double m22 = m2 * l2 * l2;
      double m12 = m22 + m2 * l1 * l2 * c2;
      double m11 = m1 * l1 * l1 + m2 * (l1 * l1 + l2 * l2 + 2 * l1 * l2 * c2);
      double h = m2 * l1 * l2 * s2;
      double g2 = m2 * g * l2 * StrictMath.sin(q[0] + q[1]);
      double g1 = (m1 + m2) * g * l1 * StrictMath.sin(q[0]) + g2;
      assertClose(
          new double[] {m11, m12, m12, m22}, rig.get("dynamics/mass_matrix"), 1e-12, "mass");
      assertClose(new double[] {g1, g2}, rig.get("dynamics/gravity"), 1e-12, "gravity");
      assertClose(
          new double[] {g1 - h * (2 * v[0] * v[1] + v[1] * v[1]), g2 + h * v[0] * v[0]},
          rig.get("dynamics/bias"),
          1e-12,
          "bias");
    }
  }

  @Test
  void aUrdfAndAnMjcfOfTheSameNumbersAgree() {
    Rig urdf = Rig.written(folder, "two.urdf", Arms.TWO_URDF, "base: fixed\n", "hand");
    Rig mjcf = Rig.written(folder, "two.xml", Arms.TWO_MJCF, "", "hand");
    for (int i = 0; i < 50; i++) {
      double[] q = Rig.random(random, 2, 3);
      double[] v = Rig.random(random, 2, 5);
      urdf.tick(q, v, null);
      mjcf.tick(q, v, null);
      assertEquals(urdf.channels(), mjcf.channels());
      for (String channel : urdf.channels()) {
        String name = channel.substring(2);
        assertClose(mjcf.get(name), urdf.get(name), 1e-12, name);
      }
    }
  }

  @Test
  void aJointsOwnDampingIsPassiveAndNeitherBiasNorMass() {
    String damped = Arms.TWO_MJCF.replace("axis=\"0 1 1\"", "axis=\"0 1 1\" damping=\"2.5\"");
    Rig with = Rig.written(folder, "damped.xml", damped, "", "hand");
    Rig without = Rig.written(folder, "free.xml", Arms.TWO_MJCF, "", "hand");
    double[] q = {0.3, -0.2};
    double[] v = {1.5, -0.7};
    with.tick(q, v, null);
    without.tick(q, v, null);
    assertArrayEquals(new double[] {-3.75, 0}, with.get("dynamics/passive"));
    assertArrayEquals(new double[] {0, 0}, without.get("dynamics/passive"));
    assertArrayEquals(without.get("dynamics/bias"), with.get("dynamics/bias"));
    assertArrayEquals(without.get("dynamics/mass_matrix"), with.get("dynamics/mass_matrix"));
  }

  @Test
  void aFramesNameMayHaveWhatAChannelsMayNot() {
    String text =
        Arms.SEVEN
            .replace("site name=\"mark\"", "site name=\"left/tool 1\"")
            .replace("site name=\"tip\"", "site name=\"W\u00e4rme\"");
    Rig rig = Rig.written(folder, "odd.xml", text, LIMITS, "left/tool 1", "W\u00e4rme");
    rig.tickRandom(random);
    assertEquals(3, rig.get("frames/left_tool_1/position").length);
    assertEquals(3, rig.get("frames/W_rme/position").length);
  }

  @Test
  void twoFramesOfTheSameChannelsAreRefusedByName() {
    String text =
        Arms.SEVEN
            .replace("site name=\"mark\"", "site name=\"left/tool\"")
            .replace("site name=\"tip\"", "site name=\"left tool\"");
    PreflightException clash =
        assertThrows(
            PreflightException.class,
            () -> Rig.written(folder, "same.xml", text, LIMITS, "left/tool", "left tool"));
    assertTrue(
        clash
            .getMessage()
            .contains("\"left/tool\" and \"left tool\" would both be r/frames/left_tool"),
        clash.getMessage());
    PreflightException twice = assertThrows(PreflightException.class, () -> seven("tip", "tip"));
    assertTrue(twice.getMessage().contains("\"tip\" is there twice"), twice.getMessage());
  }

  @Test
  void aRobotsFileSaysWhatTheDrivesOfAUrdfAdd() {
    String yaml = "base: fixed\n";
    Rig without = Rig.written(folder, "two.urdf", Arms.TWO_URDF, yaml);
    Rig with =
        Rig.written(
            folder.resolve("with"),
            "two.urdf",
            Arms.TWO_URDF,
            yaml + "joints: {'.*': {armature: 0.3}, b: {armature: 0.5}}\n");
    double[] q = {0.4, -0.2};
    without.tick(q, q, null);
    with.tick(q, q, null);
    double[] mass = without.get("dynamics/mass_matrix");
    mass[0] += 0.3;
    mass[3] += 0.5;
    assertArrayEquals(mass, with.get("dynamics/mass_matrix"));
    assertArrayEquals(without.get("dynamics/bias"), with.get("dynamics/bias"));
    String mjcf = Arms.TWO_MJCF.replace("name=\"a\"", "name=\"a\" armature=\"9\"");
    Rig over = Rig.written(folder, "two.xml", mjcf, "joints: {a: {armature: 0}}\n");
    over.tick(q, q, null);
    assertClose(without.get("dynamics/mass_matrix"), over.get("dynamics/mass_matrix"), 1e-12, "m");
  }

  @Test
  void theMassMatrixIsSymmetricAndPositiveDefinite() {
    for (Rig rig : List.of(seven(), free())) {
      int n = rig.model.velocities();
      for (int i = 0; i < 100; i++) {
        rig.tickRandom(random);
        double[] mass = rig.get("dynamics/mass_matrix");
        for (int row = 0; row < n; row++) {
          for (int column = 0; column < row; column++) {
            assertEquals(mass[n * column + row], mass[n * row + column]);
          }
        }
        assertPositiveDefinite(mass, n);
      }
    }
  }

  private static void assertPositiveDefinite(double[] mass, int n) {
    double[] l = mass.clone();
    for (int k = 0; k < n; k++) {
      double pivot = l[n * k + k];
      assertTrue(pivot > 0, "pivot " + k + ": " + pivot);
      for (int i = k + 1; i < n; i++) {
        double factor = l[n * i + k] / pivot;
        for (int j = k; j < n; j++) {
          l[n * i + j] -= factor * l[n * k + j];
        }
      }
    }
  }

  @Test
  void theInverseIsTheInverse() {
    Rig rig = seven();
    for (int i = 0; i < 50; i++) {
      rig.tickRandom(random);
      double[] mass = rig.get("dynamics/mass_matrix");
      double[] inverse = rig.get("dynamics/inverse_mass");
      double[] product = new double[49];
      double[] one = new double[49];
      for (int row = 0; row < 7; row++) {
        one[8 * row] = 1;
        for (int column = 0; column < 7; column++) {
          for (int k = 0; k < 7; k++) {
            product[7 * row + column] += mass[7 * row + k] * inverse[7 * k + column];
          }
        }
      }
      assertClose(one, product, 1e-10, "product");
    }
    assertFalse(free().channels().contains("r/dynamics/inverse_mass"));
  }

  @Test
  void atRestTheBiasIsGravity() {
    for (Rig rig : List.of(seven(), free())) {
      for (int i = 0; i < 50; i++) {
        Rig.Base moving = Rig.randomBase(random);
        Rig.Base base =
            new Rig.Base(moving.quaternion(), new double[3], new double[3], moving.position());
        rig.tick(Rig.random(random, 7, 3), new double[7], rig.robot.floatingBase() ? base : null);
        assertClose(rig.get("dynamics/gravity"), rig.get("dynamics/bias"), 1e-12, "bias at rest");
      }
    }
  }

  /** What efforts of Coriolis do is the change of kinetic energy while no velocity changes. */
  @Test
  void coriolisEffortsChangeTheKineticEnergyAndNothingElse() {
    Rig rig = seven();
    double step = 1e-5;
    for (int i = 0; i < 50; i++) {
      double[] q = Rig.random(random, 7, 2);
      double[] v = Rig.random(random, 7, 3);
      rig.tick(q, v, null);
      double power = 0;
      for (int k = 0; k < 7; k++) {
        power += v[k] * (rig.get("dynamics/bias")[k] - rig.get("dynamics/gravity")[k]);
      }
      double change = (energy(rig, q, v, step) - energy(rig, q, v, -step)) / (2 * step);
      assertEquals(change, power, 1e-5 * Math.max(1, Math.abs(change)));
    }
  }

  private static double energy(Rig rig, double[] q, double[] v, double time) {
    double[] moved = q.clone();
    for (int i = 0; i < q.length; i++) {
      moved[i] += time * v[i];
    }
    rig.tick(moved, v, null);
    double[] mass = rig.get("dynamics/mass_matrix");
    double sum = 0;
    for (int i = 0; i < q.length; i++) {
      for (int j = 0; j < q.length; j++) {
        sum += v[i] * mass[q.length * i + j] * v[j] / 2;
      }
    }
    return sum;
  }

  @Test
  void theBasesVelocityIsThatOfTheJacobiansFirstColumns() {
    Rig rig = free("tip");
    double[] still = new double[7];
    double[] q = Rig.random(random, 7, 1);
    double[] turn = {0.5, -0.6, 0.7};
    double[] way = {1, 2, -3};
    double[] at = {0.1, 0.2, 0.3};
    double[] upright = {1, 0, 0, 0};
    rig.tick(q, still, new Rig.Base(upright, turn, way, at));
    double[] velocity = rig.get("dynamics/base_velocity");
    assertArrayEquals(new double[] {0.5, -0.6, 0.7, 1, 2, -3}, velocity, 1e-15);
    double[] jacobian = rig.get("frames/tip/jacobian");
    double[] tip = rig.get("frames/tip/position");
    double along = 0;
    for (int i = 0; i < 6; i++) {
      along += jacobian[i] * velocity[i];
    }
    double expected = way[0] + turn[1] * (tip[2] - at[2]) - turn[2] * (tip[1] - at[1]);
    assertEquals(expected, along, 1e-12);
  }

  @Test
  void resultsDoNotDependOnWhatWasBefore() {
    String[] frames = {"tip", "mark"};
    for (boolean floating : new boolean[] {false, true}) {
      Rig old = floating ? free(frames) : seven(frames);
      for (int i = 0; i < 20; i++) {
        old.tickRandom(random);
      }
      old.tick(Rig.random(random, 7, Double.MAX_VALUE / 8), new double[7], null);
      double[] bad = new double[7];
      bad[3] = Double.NaN;
      old.tick(bad, bad, null);
      for (String channel : old.channels()) {
        for (double value : old.get(channel.substring(2))) {
          assertTrue(Double.isNaN(value), channel);
        }
      }
      Rig fresh = floating ? free(frames) : seven(frames);
      old.tickRandom(new Random(5));
      fresh.tickRandom(new Random(5));
      for (String channel : old.channels()) {
        String name = channel.substring(2);
        assertArrayEquals(fresh.get(name), old.get(name), 0.0, name);
      }
    }
  }

  @Test
  void aRobotWithoutMassesHasFramesOnly() {
    String text = Arms.TWO_URDF.replaceAll("(?s)<inertial>.*?</inertial>", "");
    Rig rig = Rig.written(folder, "bare.urdf", text, "base: fixed\n", "hand");
    Rig weighed = Rig.written(folder, "two.urdf", Arms.TWO_URDF, "base: fixed\n", "hand");
    assertFalse(rig.model.isDynamic());
    assertEquals("joint \"b\" moves no mass", rig.model.kinematicReason());
    rig.tickRandom(new Random(2));
    weighed.tickRandom(new Random(2));
    assertEquals(4, rig.channels().size());
    assertArrayEquals(weighed.get("frames/hand/jacobian"), rig.get("frames/hand/jacobian"));
  }

  @Test
  void aMassThatOnlyAMeshWouldTellIsNamed() {
    String text =
        Arms.PENDULUM.replace(
            "<inertial pos=\"0 0 -0.5\" mass=\"0.7\" diaginertia=\"0 0 0\"/>",
            "<geom type=\"mesh\" mesh=\"bob\"/>");
    Rig rig = Rig.written(folder, "mesh.xml", text, "");
    assertFalse(rig.model.isDynamic());
    assertTrue(rig.model.kinematicReason().contains("\"q\""), rig.model::kinematicReason);
    assertTrue(rig.model.kinematicReason().contains("\"bob\""), rig.model::kinematicReason);
  }

  /** A unit that is turned against its base says the same as one that is not. */
  @Test
  void theInertialUnitMayBeTurned() {
    String text =
        Arms.SEVEN
            .replace(
                "<geom type=\"box\" size=\"0.1 0.1 0.2\"/>",
                "<freejoint/><geom type=\"box\" size=\"0.1 0.1 0.2\"/>"
                    + "<site name=\"unit\" euler=\"0.5 -0.3 1.1\"/>")
            .replace(
                "</mujoco>",
                "<sensor><gyro name=\"g\" site=\"unit\"/>"
                    + "<framequat name=\"o\" objtype=\"site\" objname=\"unit\"/></sensor></mujoco>");
    String sensors = "sensors: {imu: {angular_velocity: g, orientation: o}}\n";
    Rig turned = Rig.written(folder, "unit.xml", text, LIMITS + sensors);
    DynamicsSettings settings = DynamicsSettings.of(turned.model, List.of("tip"));
    Rotation unit = settings.unitInBase();
    Rig straight = new Rig(turned.robot, turned.model, DynamicsSettings.DEFAULT);
    Rig mounted = new Rig(turned.robot, turned.model, settings.withFrames(List.of()));
    double[] q = Rig.random(random, 7, 2);
    double[] v = Rig.random(random, 7, 2);
    Rotation base = Rotation.about(new Vector3(1, 2, 3), 0.9);
    Vector3 spin = new Vector3(0.4, -0.7, 1.3);
    Vector3 seen = unit.inverse().times(spin);
    straight.tick(q, v, state(base, spin));
    mounted.tick(q, v, state(base.times(unit), seen));
    assertTrue(!unit.near(Rotation.NONE, 0.1));
    assertClose(straight.get("dynamics/bias"), mounted.get("dynamics/bias"), 1e-12, "bias");
    assertClose(
        straight.get("dynamics/gravity"), mounted.get("dynamics/gravity"), 1e-12, "gravity");
  }

  private static Rig.Base state(Rotation r, Vector3 spin) {
    double w = StrictMath.sqrt(1 + r.x().x() + r.y().y() + r.z().z()) / 2;
    double[] q = {
      w,
      (r.y().z() - r.z().y()) / (4 * w),
      (r.z().x() - r.x().z()) / (4 * w),
      (r.x().y() - r.y().x()) / (4 * w)
    };
    return new Rig.Base(
        q, new double[] {spin.x(), spin.y(), spin.z()}, new double[3], new double[3]);
  }

  @Test
  void aRunAsksForItByType() {
    StageProvider provider =
        ServiceLoader.load(StageProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.type().equals("dynamics"))
            .findFirst()
            .orElseThrow();
    assertTrue(getClass().getResource("/io/escapement/schema/" + provider.schema()) != null);
  }

  @Test
  void anUnknownFrameIsRefusedWithTheNearest() {
    PreflightException e = assertThrows(PreflightException.class, () -> seven("tipp"));
    assertTrue(e.getMessage().contains("tip"), e::getMessage);
  }

  @Test
  void aTickAllocatesNothing() {
    Rig rig = free("tip", "mark");
    rig.tickRandom(random);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int stretch = 0; stretch < 200; stretch++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        rig.tick();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertEquals(0, least);
  }
}
