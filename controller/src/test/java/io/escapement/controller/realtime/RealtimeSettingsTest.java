package io.escapement.controller.realtime;

import static io.escapement.controller.realtime.RealtimeSettings.ALL;
import static io.escapement.controller.realtime.RealtimeSettings.CPU_AFFINITY;
import static io.escapement.controller.realtime.RealtimeSettings.LOCK_MEMORY;
import static io.escapement.controller.realtime.RealtimeSettings.THREAD_PRIORITY;
import static io.escapement.controller.realtime.RealtimeSettings.TIMER_SLACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealtimeSettingsTest {

  private static RealtimeSettings requiring(String... names) {
    return new RealtimeSettings(50, List.of(), true, 1, -1, Set.of(names));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 99, 120})
  void prioritiesOfTheKernelsOwnThreadsAreRefused(int priority) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new RealtimeSettings(priority, List.of(), true, 1, -1, Set.of()));
  }

  @Test
  void processorsAndSlackBelowZeroAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new RealtimeSettings(50, List.of(-1, 2), true, 1, -1, Set.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RealtimeSettings(50, List.of(), true, -1, -1, Set.of()));
  }

  @Test
  void idleLatencyOfZeroIsAskedForAndMinusOneIsNot() {
    assertFalse(RealtimeSettings.DEFAULT.asksFor(RealtimeSettings.IDLE_LATENCY));
    assertTrue(
        new RealtimeSettings(0, List.of(), false, 0, 0, Set.of())
            .asksFor(RealtimeSettings.IDLE_LATENCY));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RealtimeSettings(0, List.of(), false, 0, -2, Set.of()));
  }

  @Test
  void processorsAreOrderedAndNamedOnce() {
    assertEquals(
        List.of(1, 3),
        new RealtimeSettings(50, List.of(3, 1, 3), true, 1, -1, Set.of()).cpuAffinity());
  }

  @Test
  void allMeansWhatIsAskedForAndNoFindingAboutTheMachine() {
    RealtimeSettings all = requiring(ALL);
    assertTrue(all.requires(THREAD_PRIORITY));
    assertTrue(all.requires(LOCK_MEMORY));
    assertTrue(all.requires(TIMER_SLACK));
    assertFalse(all.requires(CPU_AFFINITY), "no processors are asked for");
    assertFalse(all.requires(KernelFindings.PREEMPTION));
  }

  @Test
  void findingsAboutTheMachineAreRequiredByName() {
    assertTrue(requiring(KernelFindings.PREEMPTION).requires(KernelFindings.PREEMPTION));
    assertFalse(requiring(KernelFindings.PREEMPTION).requires(THREAD_PRIORITY));
  }

  @Test
  void nothingIsAskedForInSimulatedTime() {
    for (String name : RealtimeSetup.ASKED) {
      assertFalse(RealtimeSettings.NONE.asksFor(name), name);
    }
  }
}
