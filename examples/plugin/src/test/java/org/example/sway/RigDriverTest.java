package org.example.sway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.robot.Capability;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverCatalog;
import io.escapement.hardware.DriverContext;
import io.escapement.testing.drivers.DriverBench;
import io.escapement.testing.drivers.DriverContract;
import io.escapement.testing.drivers.RobotFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The contract that every driver keeps, and what this one alone does. */
final class RigDriverTest extends DriverContract {

  private static final long PERIOD_NS = 2_000_000;

  private RobotFolder files;

  @Override
  protected DriverContext context() {
    if (files == null) {
      files =
          new RobotFolder(folder)
              .write("sway.urdf", own("sway.urdf"))
              .write("robot.yaml", own("robot.yaml"));
    }
    return files.context(PERIOD_NS);
  }

  private static String own(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Driver create(DriverContext context) {
    return fromYaml("{type: rig, inertia: [0.05, 0.02], friction: 0.02}");
  }

  private Driver fromYaml(String entry) {
    DriverContext context = context();
    return DriverCatalog.load().create(files.entry(entry), context);
  }

  @Test
  void aConstantEffortTurnsAFreeMassAsNewtonSays() {
    Driver driver = fromYaml("{type: rig, inertia: [0.05, 0.02]}");
    DriverBench.Commands push = (timeNs, numbers) -> numbers.of(Capability.EFFORT).set(0, 0.1);
    try (DriverBench bench = new DriverBench(driver, context(), push)) {
      bench.start().ticks(501);
      // From the command of tick 0 to the reading of tick 500, one second at 2 rad/s^2.
      assertEquals(2.0, bench.f64("joints/velocity")[0], 1e-9);
      assertEquals(1.0, bench.f64("joints/position")[0], 1e-3);
      assertEquals(0.0, bench.f64("joints/position")[1]);
    }
  }

  @Test
  void noDriveGivesMoreThanItsLimit() {
    DriverBench.Commands push = (timeNs, numbers) -> numbers.of(Capability.EFFORT).set(1, 50);
    try (DriverBench bench = new DriverBench(create(context()), context(), push)) {
      bench.start().ticks(2);
      assertEquals(3.0, bench.f64("joints/effort")[1]);
    }
  }

  @Test
  void anInertiaForAnotherNumberOfJointsIsRefused() {
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class, () -> fromYaml("{type: rig, inertia: [0.05]}").close());
    assertTrue(refusal.getMessage().contains("pan"), refusal.getMessage());
  }
}
