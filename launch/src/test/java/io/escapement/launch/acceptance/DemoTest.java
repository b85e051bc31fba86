package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.escapement.testing.RequiresMujoco;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code escapement demo}: the project's own quadruped under its own policy, journaled. */
@RequiresMujoco
class DemoTest {

  private static final int TICKS = 5000;

  private static CommandLineResult demo;
  private static JsonNode summary;

  @TempDir Path folder;

  @BeforeAll
  static void record() {
    demo = DemoRun.demo().exits(0);
    summary = demo.json();
  }

  @Test
  void theRobotWalksThreeMetresAndStands() {
    assertTrue(summary.get("base_displacement_m").get(0).doubleValue() > 3, summary::toString);
    assertTrue(summary.get("fell").isBoolean());
    assertFalse(summary.get("fell").booleanValue());
    assertEquals("policy", summary.get("mode").textValue());
    assertTrue(summary.get("min_base_height_m").doubleValue() > 0.2, summary::toString);
    assertTrue(summary.get("max_tilt_deg").doubleValue() < 20, summary::toString);
  }

  @Test
  void thePolicyIsAskedFiftyTimesASecond() {
    assertEquals(TICKS, summary.get("ticks").longValue());
    assertEquals(500, summary.get("policy_calls").longValue());
  }

  @Test
  void theLoopAllocatesNothing() {
    assertEquals(0.0, summary.get("allocated_bytes_per_tick").doubleValue());
  }

  @Test
  void theSummaryHasTheFiguresThatToolsReadOffIt() {
    for (String key : List.of("overruns", "skipped_periods")) {
      assertTrue(summary.get(key).isIntegralNumber(), key);
    }
    assertEquals(3, summary.get("base_displacement_m").size());
    for (String key : List.of("lateness_us", "tick_us", "overhead_us")) {
      assertPercentiles(key, summary.get(key));
    }
    Iterator<String> phases = summary.get("phases_us").fieldNames();
    assertTrue(phases.hasNext());
    phases.forEachRemaining(phase -> assertPercentiles(phase, summary.get("phases_us").get(phase)));
    assertEquals(TICKS, summary.get("journal").get("ticks").longValue());
    assertEquals(0, summary.get("journal").get("lost").longValue());
    assertTrue(summary.get("journal").get("bytes").longValue() > 0);
  }

  private static void assertPercentiles(String name, JsonNode percentiles) {
    double before = 0;
    for (String key : List.of("p50", "p99", "p999", "max")) {
      assertTrue(percentiles.get(key).isNumber(), name + "." + key);
      assertTrue(percentiles.get(key).doubleValue() >= before, name + "." + key);
      before = percentiles.get(key).doubleValue();
    }
  }

  @Test
  void everyTickOfItsJournalIsVerified() {
    JsonNode verification = summary.get("verification");

    assertTrue(verification.get("passed").booleanValue());
    assertEquals(TICKS, verification.get("ticks").longValue());
    assertEquals(TICKS, verification.get("compared").longValue());
    assertEquals(0, verification.get("mismatches").longValue());
    assertTrue(verification.get("first_divergence").isNull());
    assertTrue(verification.get("times_real_time").doubleValue() > 0);
  }

  @Test
  void theRunDirectoryHoldsJournalFilesConfigurationAndTheSummary() throws IOException {
    Path run = demo.runDir();

    assertTrue(Files.isDirectory(run.resolve("journal")));
    assertTrue(Files.isDirectory(run.resolve("files")));
    assertTrue(Files.isRegularFile(run.resolve("run.yaml")));
    JsonNode stored = new ObjectMapper().readTree(run.resolve("summary.json").toFile());
    assertEquals(summary.get("base_displacement_m"), stored.get("base_displacement_m"));
    assertEquals(summary.get("ticks"), stored.get("ticks"));
  }

  @Test
  void withoutItsFeedbackTheSamePushFellsIt() {
    JsonNode blind =
        DemoRun.run(
                folder,
                "8s",
                "policy.observations[2].scale=0",
                "policy.observations[3].scale=0",
                "policy.observations[4].scale=0",
                "policy.observations[5].scale=0")
            .exits(0)
            .json();

    assertTrue(blind.get("fell").booleanValue(), blind::toString);
    assertTrue(blind.get("max_tilt_deg").doubleValue() > 50, blind::toString);
  }
}
