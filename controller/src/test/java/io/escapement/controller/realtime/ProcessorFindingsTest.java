package io.escapement.controller.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.realtime.Measure.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorFindingsTest {

  @TempDir Path root;
  private FakeMachine machine;

  @BeforeEach
  void fourProcessors() {
    machine = new FakeMachine(root).cpu("online", "0-3");
  }

  private ProcessorFindings findings(Integer... affinity) {
    return new ProcessorFindings(
        machine.files(), new RealtimeSettings(50, List.of(affinity), true, 1, -1, Set.of()));
  }

  private void governors(String... governors) {
    for (int i = 0; i < governors.length; i++) {
      machine.cpu("cpu" + i + "/cpufreq/scaling_governor", governors[i]);
    }
  }

  private void idleState(int processor, int state, String name, int latencyUs, boolean disabled) {
    String folder = "cpu" + processor + "/cpuidle/state" + state + "/";
    machine
        .cpu(folder + "name", name)
        .cpu(folder + "latency", Integer.toString(latencyUs))
        .cpu(folder + "disable", disabled ? "1" : "0");
  }

  @Test
  void oneProcessorIsFew() {
    assertEquals(Status.LIMITED, findings().processors(1).status());
    assertEquals(Status.OK, findings().processors(2).status());
  }

  @Test
  void loopThatIsNotPinnedAsksForNoIsolation() {
    assertEquals(Status.OK, findings().isolated().status());
  }

  @Test
  void isolatedProcessorsThatTheLoopDoesNotUseAreNamed() {
    machine.cpu("isolated", "2-3");
    Measure measure = findings().isolated();
    assertEquals(Status.LIMITED, measure.status());
    assertTrue(measure.remedy().contains("loop.cpu_affinity to one of 2-3"), measure.remedy());
    Measure chosen = findings(RealtimeSettings.AS_IT_IS).isolated();
    assertEquals(Status.OK, chosen.status());
    assertEquals("2-3, chosen first", chosen.got());
  }

  @Test
  void pinnedLoopWantsItsProcessorKeptFreeOfEverything() {
    machine
        .cpu("isolated", "3")
        .cpu("nohz_full", "3")
        .with("proc/cmdline", "quiet isolcpus=managed_irq,domain,3 nohz_full=3 rcu_nocbs=3");
    assertEquals(Status.OK, findings(3).isolated().status());
  }

  @Test
  void whatLacksForIsolationIsNamedWithTheBootParameters() {
    machine.cpu("isolated", "3").cpu("nohz_full", " (null)").with("proc/cmdline", "rcu_nocbs=0-3");
    Measure measure = findings(2, 3).isolated();
    assertEquals(Status.LIMITED, measure.status());
    assertEquals("not in isolcpus, nohz_full", measure.got());
    assertTrue(measure.remedy().contains("nohz_full=2-3"), measure.remedy());
  }

  @Test
  void processorWithoutTicksHasItsCallbacksElsewhere() {
    machine.cpu("isolated", "3").cpu("nohz_full", "3").with("proc/cmdline", "nohz_full=3");
    assertEquals(Status.OK, findings(3).isolated().status());
  }

  @Test
  void everyProcessorsGovernorCountsForALoopThatIsNotPinned() {
    governors("performance", "performance", "powersave", "powersave");
    Measure measure = findings().governor();
    assertEquals(Status.LIMITED, measure.status());
    assertEquals("powersave on 2-3", measure.got());
  }

  @Test
  void onlyItsOwnProcessorsGovernorCountsForAPinnedLoop() {
    governors("performance", "performance", "powersave", "powersave");
    assertEquals(Status.OK, findings(1).governor().status());
    assertEquals(Status.LIMITED, findings(2).governor().status());
  }

  @ParameterizedTest
  @CsvSource({"false,LIMITED,C6 takes 133 us", "true,OK,C1 takes 2 us"})
  void deepestStateThatIsNotDisabledCounts(boolean disabled, Status expected, String got) {
    idleState(0, 0, "POLL", 0, false);
    idleState(0, 1, "C1", 2, false);
    idleState(0, 2, "C6", 133, disabled);
    Measure measure = findings().idleStates();
    assertEquals(expected, measure.status());
    assertEquals(got, measure.got());
  }

  @Test
  void machineThatShowsNothingIsNoFault() {
    assertEquals(Status.OK, findings().governor().status());
    assertEquals(Status.OK, findings().idleStates().status());
  }
}
