package io.escapement.dynamics;

import static io.escapement.dynamics.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.dynamics.MujocoOracle.Kind;
import io.escapement.testing.Policies;
import io.escapement.testing.RequiresMujoco;
import io.escapement.testing.RequiresPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MuJoCo finds the same mass matrix, efforts, frames and Jacobians, in random states. */
@RequiresMujoco
final class MujocoAgreementTest {

  private static final double RELATIVE = 1e-9;
  private static final int STATES = 50;
  private static final Path EXAMPLES = examples();

  @TempDir Path folder;

  private static Path examples() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(at.resolve("examples/demo"))) {
      at = at.getParent();
    }
    return at.resolve("examples");
  }

  @Test
  void anArmWithMassesOfEveryKind() {
    compare(
        Rig.written(folder, "seven.xml", Arms.SEVEN, "", "three", "mark", "tip", "wrist"),
        frames("three", Kind.BODY, "mark", Kind.SITE, "tip", Kind.SITE, "wrist", Kind.GEOM));
  }

  @Test
  void anArmWhoseWrittenMassesDoNotCount() {
    String text = Arms.SEVEN.replace("<compiler ", "<compiler inertiafromgeom=\"true\" ");
    text =
        text.replace(
            "<body name=\"five\"", "<geom type=\"sphere\" size=\"0.04\"/><body name=\"five\"");
    compare(Rig.written(folder, "forced.xml", text, "", "tip"), frames("tip", Kind.SITE));
  }

  @Test
  void anArmOfATotalMass() {
    String text = Arms.SEVEN.replace("<compiler ", "<compiler settotalmass=\"20\" ");
    compare(Rig.written(folder, "total.xml", text, "", "tip"), frames("tip", Kind.SITE));
  }

  @Test
  void theArmOnAFreeBase() {
    String text =
        Arms.SEVEN.replace(
            "<geom type=\"box\" size=\"0.1 0.1 0.2\"/>",
            "<freejoint/><geom type=\"box\" size=\"0.1 0.1 0.2\"/>");
    compare(
        Rig.written(folder, "free.xml", text, "", "stand", "tip"),
        frames("stand", Kind.BODY, "tip", Kind.SITE));
  }

  @Test
  void theDemoQuadruped() {
    Rig rig = Rig.of(EXAMPLES.resolve("demo/robot.yaml"), "trunk", "front_left_calf", "head");
    compare(rig, frames("trunk", Kind.BODY, "front_left_calf", Kind.BODY, "head", Kind.GEOM));
  }

  @Test
  @RequiresPolicies
  void go1() throws IOException {
    Path robot = folder.resolve("go1.yaml");
    Path model = Policies.folder().resolve("go1/go1.xml");
    Files.writeString(robot, "robot: go1\nmodel: " + model + "\ndefault_pose: {keyframe: home}\n");
    compare(Rig.of(robot, "trunk", "FL_calf"), frames("trunk", Kind.BODY, "FL_calf", Kind.BODY));
  }

  @Test
  @RequiresPolicies
  void g1() throws IOException {
    Path robot = folder.resolve("g1.yaml");
    Path model = Policies.folder().resolve("unitree_g1/g1_29dof.xml");
    Files.writeString(robot, "robot: g1\nmodel: " + model + "\n");
    compare(
        Rig.of(robot, "pelvis", "left_wrist_yaw_link"),
        frames("pelvis", Kind.BODY, "left_wrist_yaw_link", Kind.BODY));
  }

  private static Map<String, Kind> frames(Object... namesAndKinds) {
    Map<String, Kind> frames = new LinkedHashMap<>();
    for (int i = 0; i < namesAndKinds.length; i += 2) {
      frames.put((String) namesAndKinds[i], (Kind) namesAndKinds[i + 1]);
    }
    return frames;
  }

  private void compare(Rig rig, Map<String, Kind> frames) {
    assertTrue(rig.model.isDynamic(), rig.model::kinematicReason);
    Random random = new Random(11);
    List<String> joints = rig.robot.jointNames();
    boolean floating = rig.robot.floatingBase();
    double[] gravity = {rig.model.gravity().x(), rig.model.gravity().y(), rig.model.gravity().z()};
    try (MujocoOracle oracle = new MujocoOracle(rig.robot.modelFile(), joints, floating, gravity)) {
      for (int i = 0; i < STATES; i++) {
        double[] q = Rig.random(random, joints.size(), 3);
        double[] v = Rig.random(random, joints.size(), 8);
        Rig.Base base = floating ? Rig.randomBase(random) : null;
        rig.tick(q, v, base);
        oracle.set(joints, q, v, base);
        assertClose(oracle.massMatrix(), rig.get("dynamics/mass_matrix"), RELATIVE, "mass");
        assertClose(oracle.bias(), rig.get("dynamics/bias"), RELATIVE, "bias");
        frames.forEach((name, kind) -> compareFrame(rig, oracle, name, kind));
        oracle.set(joints, q, new double[v.length], floating ? still(base) : null);
        assertClose(oracle.bias(), rig.get("dynamics/gravity"), RELATIVE, "gravity");
      }
    }
  }

  private static Rig.Base still(Rig.Base base) {
    return new Rig.Base(base.quaternion(), new double[3], new double[3], base.position());
  }

  private static void compareFrame(Rig rig, MujocoOracle oracle, String name, Kind kind) {
    String group = "frames/" + name + "/";
    assertClose(oracle.position(kind, name), rig.get(group + "position"), RELATIVE, name);
    assertClose(oracle.rotation(kind, name), rig.get(group + "rotation"), RELATIVE, name);
    assertClose(oracle.jacobian(kind, name), rig.get(group + "jacobian"), RELATIVE, name);
    assertClose(
        oracle.biasAcceleration(kind, name),
        rig.get(group + "bias_acceleration"),
        RELATIVE,
        name + " bias acceleration");
  }

  @Test
  void framesHaveSixRows() {
    Rig rig = Rig.written(folder, "seven.xml", Arms.SEVEN, "", "tip");
    rig.tickRandom(new Random(1));
    assertEquals(6 * 7, rig.get("frames/tip/jacobian").length);
  }
}
