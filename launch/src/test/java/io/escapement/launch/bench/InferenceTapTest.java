package io.escapement.launch.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.escapement.launch.inspect.LegFolder;
import io.escapement.launch.session.RunSession;
import io.escapement.launch.summary.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceTapTest {

  private static final int TICKS = 100;
  private static final int TICKS_PER_INFERENCE = 4;

  @TempDir Path folder;

  @Test
  void inferenceIsGatheredOverTheTicksThatInferAlone() {
    RunSession session = RunSession.prepare(new LegFolder(folder).file("run.yaml"), List.of());
    InferenceTap tap = new InferenceTap();
    session.observe(tap);
    RunSummary summary = session.run(false);
    assertEquals(TICKS / TICKS_PER_INFERENCE, tap.inference().getTotalCount());
    assertEquals(summary.policyCalls(), tap.inference().getTotalCount());

    JsonNode report =
        new ObjectMapper()
            .valueToTree(TickReport.of(summary, 200, "lockstep", tap, TestMachine.now()));
    assertEquals(TICKS, report.get("ticks").asInt());
    for (String key : List.of("tick_us", "inference_us", "overhead_us")) {
      for (String figure : List.of("p50", "p99", "p999", "max")) {
        assertTrue(report.get(key).get(figure).isNumber(), key + "." + figure);
      }
    }
    assertTrue(report.at("/phases_us/infer/p50").isNumber());
    assertTrue(report.get("bytes_per_tick").isNull(), "the run was too short to settle");
    assertTrue(report.at("/machine/cores").asInt() > 0);
  }

  @Test
  void temporaryRunsAreGoneAfterwards() throws IOException {
    Path kept;
    try (TemporaryRuns runs = TemporaryRuns.create()) {
      kept = runs.folder();
      Files.createDirectories(kept.resolve("a/b"));
      Files.writeString(kept.resolve("a/b/c"), "text");
    }
    assertFalse(Files.exists(kept));
  }
}
