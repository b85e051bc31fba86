package io.escapement.controller.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.realtime.ClockFindings.KernelClock;
import io.escapement.controller.realtime.Measure.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClockFindingsTest {

  @TempDir Path root;
  private FakeMachine machine;

  @BeforeEach
  void machineWithSomeProcesses() {
    machine =
        new FakeMachine(root).with("proc/1/comm", "systemd").with("proc/self/comm", "chronyd");
  }

  private ClockFindings findings(KernelClock kernelClock) {
    return new ClockFindings(machine.files(), kernelClock);
  }

  @ParameterizedTest
  @CsvSource({"tsc,OK", "kvm-clock,OK", "arch_sys_counter,OK", "hpet,LIMITED", "acpi_pm,LIMITED"})
  void clockSourceShouldBeCheapToRead(String source, Status expected) {
    machine.with("sys/devices/system/clocksource/clocksource0/current_clocksource", source);
    assertEquals(expected, findings(KernelClock.UNKNOWN).source().status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"chronyd", "ptp4l", "ntpd", "systemd-timesyn"})
  void daemonThatFollowsAClockIsFoundAmongTheProcesses(String name) {
    machine.with("proc/812/comm", name);
    Measure measure = findings(KernelClock.UNSYNCHRONISED).synchronisation();
    assertEquals(Status.OK, measure.status());
    assertEquals(name, measure.got());
  }

  @Test
  void clockThatSomethingOutsideTheContainerFollowsIsSynchronised() {
    Measure measure = findings(KernelClock.SYNCHRONISED).synchronisation();
    assertEquals(Status.OK, measure.status());
    assertTrue(measure.got().startsWith("synchronised"), measure.got());
  }

  @Test
  void clockThatNobodyFollowsIsSaidNotToConcernTheLoop() {
    Measure measure = findings(KernelClock.UNSYNCHRONISED).synchronisation();
    assertEquals(Status.LIMITED, measure.status());
    assertEquals("none", measure.got());
    assertTrue(measure.remedy().contains("the loop itself follows a clock that never steps"));
  }

  @Test
  void hardwareClockIsNamedAndNoDaemonByItself() {
    machine.with("sys/class/ptp/ptp0/clock_name", "igb");
    Measure measure = findings(KernelClock.UNKNOWN).synchronisation();
    assertEquals(Status.LIMITED, measure.status());
    assertEquals("hardware clock ptp0 (igb)", measure.got());
  }
}
