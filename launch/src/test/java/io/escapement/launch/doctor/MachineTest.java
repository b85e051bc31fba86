package io.escapement.launch.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.launch.doctor.Finding.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {

  private static final String LIMITS =
      """
      Limit                     Soft Limit           Hard Limit           Units
      Max cpu time              unlimited            unlimited            seconds
      Max locked memory         %s              unlimited            bytes
      Max realtime priority     %s                    99
      """;

  @TempDir Path root;

  private Machine machine() {
    return new Machine(root);
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void kernelThatShowsNothingIsNoFault() {
    assertEquals(Status.OK, machine().governor().status());
    assertEquals(Status.OK, machine().clockSource().status());
    assertEquals("4 processors", machine().processors(4).found());
  }

  @ParameterizedTest
  @CsvSource({"performance,OK", "powersave,LIMITED", "schedutil,LIMITED"})
  void governorShouldBePerformance(String governor, Status expected) throws IOException {
    write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", governor + "\n");
    Finding finding = machine().governor();
    assertEquals(expected, finding.status());
    assertEquals(governor, finding.found());
  }

  @ParameterizedTest
  @CsvSource({"tsc,OK", "kvm-clock,OK", "hpet,LIMITED", "acpi_pm,LIMITED"})
  void clockSourceShouldBeCheapToRead(String source, Status expected) throws IOException {
    write("sys/devices/system/clocksource/clocksource0/current_clocksource", source + "\n");
    assertEquals(expected, machine().clockSource().status());
  }

  @ParameterizedTest
  @CsvSource({"0,LIMITED", "99,OK", "unlimited,OK"})
  void realtimePriorityFollowsTheSoftLimit(String soft, Status expected) throws IOException {
    write("proc/self/limits", LIMITS.formatted("65536", soft));
    Finding finding = machine().realtimePriority();
    assertEquals(expected, finding.status());
    assertTrue(expected == Status.OK || finding.remedy().contains("limits.conf"));
  }

  @ParameterizedTest
  @CsvSource({"65536,LIMITED", "8388608000,OK", "unlimited,OK"})
  void lockedMemoryFollowsTheSoftLimit(String soft, Status expected) throws IOException {
    write("proc/self/limits", LIMITS.formatted(soft, "0"));
    assertEquals(expected, machine().lockedMemory().status());
  }

  @Test
  void oneProcessorIsFewAndIsolatedOnesAreNamed() throws IOException {
    write("sys/devices/system/cpu/isolated", "2-3\n");
    assertEquals(Status.LIMITED, machine().processors(1).status());
    assertEquals("4 processors, isolated: 2-3", machine().processors(4).found());
  }
}
