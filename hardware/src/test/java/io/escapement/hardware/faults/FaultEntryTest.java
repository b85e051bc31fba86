package io.escapement.hardware.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.stage.Sink;
import io.escapement.controller.stage.Source;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverCatalog;
import io.escapement.hardware.DriverContext;
import io.escapement.hardware.DriverProvider;
import io.escapement.hardware.scripted.ScriptedDriverProvider;
import io.escapement.testing.drivers.RobotFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in an entry is refused with its place, what was expected, found, and a remedy. */
final class FaultEntryTest {

  private static final String MODEL =
      """
      <mujoco model="arm">
        <worldbody><body name="upper"><joint name="shoulder"/><geom size="0.1"/></body></worldbody>
        <actuator><motor name="m1" joint="shoulder"/></actuator>
      </mujoco>
      """;

  @TempDir Path folder;
  private RobotFolder files;
  private DriverContext context;

  @BeforeEach
  void robot() {
    files =
        new RobotFolder(folder)
            .write("arm.xml", MODEL)
            .write("robot.yaml", "robot: arm\nmodel: arm.xml")
            .write("samples.csv", "time_s,joints/position/shoulder\n0,1\n");
    context = files.context(10_000_000);
  }

  private List<Problem> refused(DriverCatalog catalog, String entry) {
    return assertThrows(
            ConfigurationException.class, () -> catalog.create(files.entry(entry), context))
        .problems();
  }

  private Problem refusedFault(String fault) {
    List<Problem> problems =
        refused(
            DriverCatalog.load(),
            "{type: faults, driver: {type: scripted, file: samples.csv}, faults: [" + fault + "]}");
    assertEquals(1, problems.size(), problems::toString);
    return problems.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{fault: stael}                                           | stale",
        "{fault: nan}                                             | needs the key channel",
        "{fault: nan, channel: joints/velocty}                    | joints/velocity",
        "{fault: nan, channel: joints/seq}                        | joints/position",
        "{fault: jump, joint: sholder, offset: 1}                 | shoulder",
        "{fault: jump, element: 1, offset: 1}                     | 0",
        "{fault: jump}                                            | needs the key offset",
        "{fault: stale, channel: joints/position}                 | has no key channel",
        "{fault: stale, group: imu}                               | joints",
        "{fault: late}                                            | ticks",
        "{fault: late, delay: 10ms, ticks: 1}                     | both",
        "{fault: late, delay: 10h}                                | 10000 control periods",
        "{fault: lost, probability: 1.5}                          | from 0 to 1",
        "{fault: quantise, step: -1}                              | 0 or more",
        "{fault: actuator_delay, ticks: 0}                        | 1 to 10000",
        "{fault: actuator_delay, ticks: 2, joint: shoulder}       | has no key joint",
        "{fault: stale, from: soon}                               | duration"
      })
  void a_wrong_fault_is_refused_where_it_stands(String fault, String named) {
    Problem problem = refusedFault(fault);
    assertTrue(problem.key().startsWith("faults[0]"), problem::toString);
    assertTrue(problem.toString().contains(named), problem::toString);
  }

  @Test
  void hardware_with_faults_is_refused() {
    DriverCatalog catalog =
        new DriverCatalog(List.of(new FaultDriverProvider(), new HardwareProvider()));
    List<Problem> problems =
        refused(catalog, "{type: faults, driver: {type: scripted, file: samples.csv}, faults: []}");
    assertEquals("driver", problems.get(0).key());
    assertTrue(problems.toString().contains("on a simulator only"), problems::toString);
  }

  @Test
  void an_unknown_driver_inside_is_refused_like_one_outside() {
    List<Problem> problems =
        refused(DriverCatalog.load(), "{type: faults, driver: {type: scriptd}, faults: []}");
    assertTrue(problems.toString().contains("scripted"), problems::toString);
  }

  /** The scripted device, which calls itself real. */
  private static final class HardwareProvider implements DriverProvider {

    private final DriverProvider scripted = new ScriptedDriverProvider();

    @Override
    public String type() {
      return scripted.type();
    }

    @Override
    public String schema() {
      return scripted.schema();
    }

    @Override
    public Driver create(YamlNode config, DriverContext context) {
      return new Hardware(scripted.create(config, context));
    }
  }

  private record Hardware(Driver device) implements Driver {

    @Override
    public String name() {
      return device.name();
    }

    @Override
    public boolean simulator() {
      return false;
    }

    @Override
    public OptionalLong commandTimeoutNs() {
      return OptionalLong.of(1);
    }

    @Override
    public List<Source> sources() {
      return device.sources();
    }

    @Override
    public List<Sink> sinks() {
      return device.sinks();
    }

    @Override
    public void open() {
      device.open();
    }

    @Override
    public void activate() {
      device.activate();
    }

    @Override
    public void deactivate() {
      device.deactivate();
    }

    @Override
    public void close() {
      device.close();
    }
  }
}
