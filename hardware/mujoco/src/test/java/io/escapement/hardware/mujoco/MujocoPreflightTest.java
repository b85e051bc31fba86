package io.escapement.hardware.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.FileRecord;
import io.escapement.controller.config.PreflightException;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverCatalog;
import io.escapement.hardware.DriverContext;
import io.escapement.testing.RequiresMujoco;
import io.escapement.testing.drivers.RobotFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything moves, and the files that a run knows of. */
@RequiresMujoco
final class MujocoPreflightTest {

  private static final long PERIOD_NS = 4_000_000;

  @TempDir Path folder;
  private RobotFolder files;

  @BeforeEach
  void robot() {
    files =
        new RobotFolder(folder)
            .write("model.xml", Mjcf.ONE_LEG)
            .write("robot.yaml", Mjcf.ONE_LEG_ROBOT);
  }

  private void open(String entry, long periodNs) {
    DriverContext context = files.context(periodNs);
    try (Driver driver = DriverCatalog.load().create(files.entry(entry), context)) {
      driver.open();
    }
  }

  private PreflightException refused(String entry) {
    return assertThrows(PreflightException.class, () -> open(entry, PERIOD_NS));
  }

  private static void assertSays(RuntimeException refusal, String... parts) {
    for (String part : parts) {
      assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }
  }

  @Test
  void a_malformed_model_is_refused_in_mujocos_own_words() {
    files.write(
        "broken.xml",
        "<mujoco><worldbody><body><geom size='1'/><bogus/></body></worldbody></mujoco>");
    assertSays(refused("{type: mujoco, model: broken.xml}"), "broken.xml", "unrecognized", "bogus");
    files.write("torn.xml", "<mujoco><worldbody>");
    assertSays(refused("{type: mujoco, model: torn.xml}"), "torn.xml", "XML");
  }

  @Test
  void an_absent_model_is_refused() {
    assertSays(refused("{type: mujoco, model: absent.xml}"), "absent.xml", "does not exist");
  }

  @Test
  void a_period_that_is_no_multiple_of_the_physics_step_is_refused_with_both_numbers() {
    ConfigurationException refusal =
        assertThrows(ConfigurationException.class, () -> open("{type: mujoco}", 3_000_000));
    assertSays(refusal, "2000000 ns", "3000000 ns", "loop.rate_hz");
  }

  @Test
  void everything_that_the_simulated_model_lacks_is_named_at_once_with_what_is_near() {
    files.write(
        "other.xml",
        Mjcf.ONE_LEG
            .replace("name=\"hip\"", "name=\"hipp\"")
            .replace("joint=\"hip\"", "joint=\"hipp\"")
            .replace("hip_motor", "leg_motor")
            .replace("name=\"gyro\"", "name=\"gyros\""));
    PreflightException refusal = refused("{type: mujoco, model: other.xml}");
    assertEquals(3, refusal.problems().size(), refusal.getMessage());
    assertSays(
        refusal,
        "no joint \"hip\"",
        "\"hipp\"",
        "no actuator \"hip_motor\"",
        "leg_motor",
        "no sensor \"gyro\"",
        "\"gyros\"");
  }

  @Test
  void an_unknown_keyframe_is_refused_with_those_that_there_are() {
    assertSays(refused("{type: mujoco, keyframe: hoome}"), "keyframe \"hoome\"", "\"home\"");
  }

  @Test
  void sensor_noise_of_the_model_is_refused() {
    files.write(
        "noisy.xml",
        Mjcf.ONE_LEG.replace(
            "iterations=\"50\"/>", "iterations=\"50\"><flag sensornoise=\"enable\"/></option>"));
    assertSays(refused("{type: mujoco, model: noisy.xml}"), "sensornoise");
  }

  @Test
  void an_actuator_on_another_joint_than_the_robot_models_is_refused() {
    files.write(
        "crossed.xml",
        Mjcf.ONE_LEG
            .replace(
                "</body>\n    </body>",
                "</body>\n<body name='tail'><joint name='tail'/><geom size='0.1'/></body></body>")
            .replace("joint=\"hip\"", "joint=\"tail\"")
            .replace("0.3\"/></keyframe>", "0.3 0\"/></keyframe>"));
    assertSays(refused("{type: mujoco, model: crossed.xml}"), "hip_motor", "hip", "tail");
  }

  @Test
  void unknown_keys_and_wrong_shapes_are_errors_of_configuration() {
    for (String entry :
        List.of(
            "{type: mujoco, keyfame: home}",
            "{type: mujoco, initial: {base_position: [0, 1]}}",
            "{type: mujoco, initial: {joints: {knee: 1}}}",
            "{type: mujoco, initial: {base_orientation: [0, 0, 0, 0]}}")) {
      assertThrows(ConfigurationException.class, () -> open(entry, PERIOD_NS), entry);
    }
  }

  @Test
  void a_fixed_base_has_no_position_to_start_from() {
    files
        .write("model.xml", Mjcf.TURNTABLE.formatted("<motor name='m' joint='turn'/>"))
        .write("robot.yaml", "robot: table\nmodel: model.xml\n");
    open("{type: mujoco}", PERIOD_NS);
    assertThrows(
        ConfigurationException.class,
        () -> open("{type: mujoco, initial: {base_position: [0, 0, 1]}}", PERIOD_NS));
  }

  @Test
  void the_run_knows_every_file_that_the_model_is_made_of() throws IOException {
    Files.createDirectories(folder.resolve("meshes"));
    Files.write(folder.resolve("meshes/wedge.stl"), tetrahedron());
    files
        .write(
            "parts/floor.xml",
            "<mujoco><worldbody><geom type='plane' size='1 1 1'/></worldbody></mujoco>")
        .write(
            "scene.xml",
            Mjcf.ONE_LEG
                .replace("<compiler ", "<compiler meshdir=\"meshes\" ")
                .replace(
                    "<worldbody>",
                    "<include file=\"parts/floor.xml\"/>"
                        + "<asset><mesh name=\"wedge\" file=\"wedge.stl\"/></asset><worldbody>")
                .replace(
                    "<site name=\"imu\"/>",
                    "<site name=\"imu\"/><geom type=\"mesh\" mesh=\"wedge\" mass=\"0.1\"/>"));
    open("{type: mujoco, model: scene.xml}", PERIOD_NS);
    List<String> read = files.files().filesRead().files().stream().map(FileRecord::path).toList();
    for (String name : List.of("scene.xml", "parts/floor.xml", "meshes/wedge.stl")) {
      assertTrue(read.contains(folder.resolve(name).toAbsolutePath().toString()), name + read);
    }
  }

  /** A binary STL file with the four triangles of a tetrahedron. */
  private static byte[] tetrahedron() {
    float[][] corners = {{0, 0, 0}, {0.1f, 0, 0}, {0, 0.1f, 0}, {0, 0, 0.1f}};
    int[][] triangles = {{0, 2, 1}, {0, 1, 3}, {0, 3, 2}, {1, 2, 3}};
    ByteBuffer stl = ByteBuffer.allocate(84 + 50 * 4).order(ByteOrder.LITTLE_ENDIAN);
    stl.position(80);
    stl.putInt(triangles.length);
    for (int[] triangle : triangles) {
      stl.position(stl.position() + 12);
      for (int corner : triangle) {
        for (float coordinate : corners[corner]) {
          stl.putFloat(coordinate);
        }
      }
      stl.putShort((short) 0);
    }
    return stl.array();
  }
}
