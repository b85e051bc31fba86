package io.escapement.controller.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.realtime.Measure.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelFindingsTest {

  @TempDir Path root;
  private FakeMachine machine;

  @BeforeEach
  void emptyMachine() {
    machine = new FakeMachine(root);
  }

  private KernelFindings findings() {
    return new KernelFindings(machine.files());
  }

  @ParameterizedTest
  @CsvSource({
    "Linux version 6.1.0-rt (gcc) #1 SMP PREEMPT_RT Debian,OK,PREEMPT_RT",
    "Linux version 6.8.0 (gcc) #1 SMP PREEMPT_DYNAMIC Ubuntu,LIMITED,PREEMPT_DYNAMIC",
    "Linux version 5.4.0 (gcc) #1 SMP Ubuntu,LIMITED,not stated"
  })
  void preemptionIsReadFromTheBuild(String version, Status expected, String got) {
    machine.with("proc/version", version);
    Measure measure = findings().preemption();
    assertEquals(expected, measure.status());
    assertEquals(got, measure.got());
  }

  @Test
  void realtimeKernelSaysSoItself() {
    machine.with("sys/kernel/realtime", "1").with("proc/version", "Linux version 5.15 #1 SMP");
    assertEquals(Status.OK, findings().preemption().status());
  }

  @Test
  void preemptionChosenAtBootIsNamed() {
    machine
        .with("proc/version", "Linux version 6.8.0 #1 SMP PREEMPT_DYNAMIC")
        .with("sys/kernel/debug/sched/preempt", "none (voluntary) full");
    Measure measure = findings().preemption();
    assertEquals("PREEMPT_DYNAMIC, voluntary", measure.got());
    assertTrue(measure.remedy().contains("preempt=full"), measure.remedy());
  }

  @ParameterizedTest
  @CsvSource({
    "950000,OK,95 % of each 1000 ms",
    "-1,OK,off: nothing stops a loop that never sleeps",
    "500000,LIMITED,50 % of each 1000 ms",
    "0,LIMITED,0 % of each 1000 ms"
  })
  void throttlingIsAShare(String runtimeUs, Status expected, String got) {
    machine
        .with("proc/sys/kernel/sched_rt_runtime_us", runtimeUs)
        .with("proc/sys/kernel/sched_rt_period_us", "1000000");
    Measure measure = findings().throttling();
    assertEquals(expected, measure.status());
    assertEquals(got, measure.got());
  }

  @ParameterizedTest
  @CsvSource({
    "[always] madvise never,LIMITED,always",
    "always [madvise] never,OK,madvise",
    "always madvise [never],OK,never"
  })
  void hugePagesShouldBeForWhoAsksForThem(String file, Status expected, String got) {
    machine.with("sys/kernel/mm/transparent_hugepage/enabled", file);
    Measure measure = findings().hugePages();
    assertEquals(expected, measure.status());
    assertEquals(got, measure.got());
  }

  @Test
  void kernelThatShowsNothingIsNoFault() {
    assertEquals(Status.OK, findings().throttling().status());
    assertEquals(Status.OK, findings().hugePages().status());
  }
}
