package io.escapement.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.Capability;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.PipelineException;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.hardware.scripted.Faults;
import io.escapement.hardware.scripted.Samples;
import io.escapement.hardware.scripted.ScriptedDriver;
import io.escapement.hardware.scripted.ScriptedOptions;
import io.escapement.testing.drivers.RobotFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two devices in one run, each with its own part of the record. */
final class SeveralDriversTest {

  private static final long PERIOD_NS = 5_000_000;

  @TempDir Path folder;

  private ScriptedDriver driver(String name, String robot, double position, Faults faults) {
    RobotFolder files =
        new RobotFolder(folder.resolve(robot))
            .write(
                "one.xml",
                "<mujoco><worldbody><body><joint name='j'/><geom size='1'/></body></worldbody>"
                    + "<actuator><motor name='m' joint='j'/></actuator></mujoco>")
            .write("robot.yaml", "robot: " + robot + "\nmodel: one.xml\n");
    Samples samples =
        Samples.of(List.of("joints/position/j"), PERIOD_NS, 100, (column, timeNs) -> position);
    return new ScriptedDriver(
        name, files.context(PERIOD_NS), samples, ScriptedOptions.of(true, false, faults));
  }

  /** Commands each robot's effort to be the negative of its position. */
  private record Spring(F64Channel position, List<F64Channel> command) implements Stage {

    static Spring of(String robot) {
      List<F64Channel> command = new ArrayList<>();
      for (Capability number : Capability.values()) {
        String name = robot + "/command/" + number.name().toLowerCase(Locale.ROOT);
        command.add(new F64Channel(ChannelSpec.derived(name, ChannelType.F64, 1)));
      }
      return new Spring(F64Channel.reading(robot + "/joints/position", 1), command);
    }

    @Override
    public String name() {
      return "spring " + position.name();
    }

    @Override
    public Phase phase() {
      return Phase.DECODE;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.reads(position);
      command.forEach(wiring::writes);
    }

    @Override
    public void tick() {
      command.get(Capability.EFFORT.ordinal()).set(0, -position.get(0));
    }
  }

  private static Pipeline pipeline(DriverSet drivers, String... robots) {
    PipelineBuilder builder = new PipelineBuilder();
    drivers.sources().forEach(builder::add);
    for (String robot : robots) {
      builder.add(Spring.of(robot));
    }
    drivers.sinks().forEach(builder::add);
    return builder.build();
  }

  @Test
  void each_driver_serves_its_own_robot() {
    ScriptedDriver left = driver("left", "arm_l", 0.25, Faults.NONE);
    ScriptedDriver right = driver("right", "arm_r", -0.5, Faults.NONE);
    try (DriverSet drivers = new DriverSet(List.of(left, right));
        Pipeline pipeline = pipeline(drivers, "arm_l", "arm_r")) {
      drivers.open();
      drivers.activate();
      pipeline.setTime(0, 0, PERIOD_NS, 0);
      pipeline.tick(PhaseClock.NONE);
      assertEquals(-0.25, left.commanded(Capability.EFFORT, 0));
      assertEquals(0.5, right.commanded(Capability.EFFORT, 0));
    }
  }

  @Test
  void two_drivers_of_one_robot_are_refused_by_the_builder() {
    DriverSet drivers =
        new DriverSet(
            List.of(driver("a", "arm", 0, Faults.NONE), driver("b", "arm", 0, Faults.NONE)));
    PipelineException refusal =
        assertThrows(PipelineException.class, () -> pipeline(drivers, "arm"));
    assertTrue(refusal.getMessage().contains("two writers"), refusal.getMessage());
  }

  @Test
  void when_the_second_refuses_activation_the_first_takes_no_command() {
    ScriptedDriver left = driver("left", "arm_l", 1, Faults.NONE);
    ScriptedDriver right = driver("right", "arm_r", 1, Faults.refusesActivation());
    try (DriverSet drivers = new DriverSet(List.of(left, right));
        Pipeline pipeline = pipeline(drivers, "arm_l", "arm_r")) {
      drivers.open();
      assertThrows(DriverException.class, drivers::activate);
      pipeline.setTime(0, 0, PERIOD_NS, 0);
      pipeline.tick(PhaseClock.NONE);
      assertEquals(0, left.commands());
    }
  }
}
