package io.escapement.controller.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.realtime.Measure.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JavaFindingsTest {

  @Test
  void collectorsThatWorkBesideTheProgramAreGood() {
    for (List<String> parts :
        List.of(
            List.of("ZGC Cycles", "ZGC Pauses"),
            List.of("ZGC Minor Cycles", "ZGC Minor Pauses", "ZGC Major Cycles", "ZGC Major Pauses"),
            List.of("Shenandoah Pauses", "Shenandoah Cycles"))) {
      assertEquals(Status.OK, JavaFindings.collector(parts).status(), parts.toString());
    }
  }

  @Test
  void collectorsThatStopTheProgramForTheirWorkAreNot() {
    for (List<String> parts :
        List.of(
            List.of("G1 Young Generation", "G1 Old Generation"),
            List.of("PS MarkSweep", "PS Scavenge"),
            List.of("Copy", "MarkSweepCompact"))) {
      Measure measure = JavaFindings.collector(parts);
      assertEquals(Status.LIMITED, measure.status(), parts.toString());
      assertTrue(measure.remedy().contains("-XX:+UseZGC"), measure.remedy());
    }
  }

  @Test
  void stopsAreToldAndAMappedFileOfCountersIsNoGood() {
    long[] stopsNs = {300_000, 80_000, 90_000};
    Measure good = JavaFindings.safepoints(Optional.of(true), stopsNs);
    assertEquals(Status.OK, good.status());
    assertEquals("3 stops of all threads: median 90 us, longest 300 us", good.got());
    Measure shared = JavaFindings.safepoints(Optional.of(false), stopsNs);
    assertEquals(Status.LIMITED, shared.status());
    assertTrue(shared.remedy().contains("-XX:+PerfDisableSharedMem"), shared.remedy());
  }

  @Test
  void thisVirtualMachineIsStoppedForTheMeasurement() {
    assertTrue(JavaFindings.safepoints().got().startsWith("16 stops"));
    assertEquals(JavaFindings.COLLECTOR, JavaFindings.collector().name());
  }
}
