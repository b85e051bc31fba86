package io.escapement.policy.stage;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.Sha256;
import io.escapement.controller.config.YamlReader;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import io.escapement.policy.bundle.BundleReader;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** A leg of three motors, models and bundles in a folder of a test's own. */
public final class Workshop {

  /** Channels that a driver on hardware would supply. */
  public static final Set<String> SUPPLIED =
      Set.of(
          "leg/joints/position",
          "leg/joints/velocity",
          "leg/imu/angular_velocity",
          "leg/imu/orientation",
          "leg/operator/velocity_command");

  private static final String LEG =
      """
      <mujoco model="leg">
        <worldbody><body><joint name="hip"/><geom size="1"/>
          <body><joint name="knee"/><geom size="1"/>
            <body><joint name="ankle"/><geom size="1"/></body></body></body></worldbody>
        <actuator>
          <motor name="hip" joint="hip"/><motor name="knee" joint="knee"/>
          <motor name="ankle" joint="ankle"/>
        </actuator>
      </mujoco>
      """;

  private final Path folder;
  private DiskFiles files = new DiskFiles();

  public Workshop(Path folder) {
    this.folder = folder;
  }

  public DiskFiles files() {
    return files;
  }

  public Path write(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The leg, with a default pose of 0.1, 0.2, 0.3 rad. */
  public RobotModel leg() {
    return robot(LEG, "default_pose: {hip: 0.1, knee: 0.2, ankle: 0.3}\n");
  }

  public RobotModel robot(String mjcf, String yaml) {
    write("leg.xml", mjcf);
    write("robot.yaml", "robot: leg\nmodel: leg.xml\n" + yaml);
    ConfigurationLoader loader =
        new ConfigurationLoader(new DiskFiles(), Environment.of(Map.of()), folder);
    return RobotReader.read(Path.of("robot.yaml"), loader);
  }

  /** A bundle around a model: the rest of the YAML is the test's. */
  public PolicyBundle bundle(byte[] model, String yaml) {
    write("m.onnx", model);
    return bundle("model: m.onnx\nsha256: " + Sha256.of(model) + "\n" + yaml);
  }

  public PolicyBundle bundle(String yaml) {
    // Each bundle is a start of its own.
    files = new DiskFiles();
    Path file = write("policy.yaml", yaml);
    return BundleReader.read(YamlReader.read(file, files), files);
  }

  public PolicyReport check(PolicyBundle bundle) {
    return check(bundle, leg());
  }

  public PolicyReport check(PolicyBundle bundle, RobotModel robot) {
    return PolicyCheck.of(
        bundle,
        robot,
        files,
        new OnnxRuntimeEngine(),
        PolicyOptions.main(4_000_000),
        SUPPLIED::contains);
  }
}
