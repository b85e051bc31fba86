package io.escapement.launch.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.stage.Phase;
import io.escapement.launch.inspect.LegFolder;
import io.escapement.launch.session.RunSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TickBenchTest {

  private static final long TICKS = 200;
  private static final List<String> LONG = List.of("duration=1000h");
  private static final TickBench.Mode BACK_TO_BACK =
      new TickBench.Mode("lockstep", List.of("loop.pacer=lockstep"));
  private static final TickBench.Mode PACED =
      new TickBench.Mode("realtime", List.of("loop.pacer=realtime", "loop.rate_hz=1000"));

  @TempDir Path folder;

  @Test
  void theWholeTickIsMeasuredByPhaseAndWithoutItsParts() {
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    TickBench bench = bench(PACED, 10_000_000, new PrintStream(progress, true, UTF_8));
    TickReport report = bench.run(200, TestMachine.now());
    assertFalse(bench.failed());
    JsonNode json = new ObjectMapper().valueToTree(report);
    assertTrue(json.get("ticks").asInt() >= 200);
    for (String key :
        List.of(
            "tick_us",
            "inference_us",
            "overhead_us",
            "overhead_inferring_us",
            "overhead_not_inferring_us",
            "overhead_first_ticks_us")) {
      for (String figure : List.of("p50", "p99", "p999", "max")) {
        assertTrue(json.get(key).get(figure).isNumber(), key + "." + figure);
      }
    }
    assertTrue(json.at("/phases_us/infer/p50").isNumber());
    assertTrue(json.at("/paced/overhead_us/p50").isNumber());
    assertTrue(json.at("/machine/cores").asInt() > 0);
    assertTrue(json.get("stages_us").has("leg/policy/infer"), report.stagesUs().keySet()::toString);
    assertEquals(Set.of("journal", "safety", "policy"), report.without().keySet());
    for (LeftOut left : report.without().values()) {
      assertTrue(left.ticks() > 0 && left.tickUs().p50() > 0);
    }
    String told = progress.toString(UTF_8);
    for (String part : List.of("lockstep", "realtime", "each stage timed", "without safety")) {
      assertTrue(told.contains(part), told);
    }
    String text = report.text();
    for (String line : List.of("does not", "paced", "all of journal", "leg/policy/infer")) {
      assertTrue(text.contains(line), text);
    }
  }

  @Test
  void aStageThatIsLeftOutIsHeldAtWhatItGave() {
    TickVariant whole = TickVariant.whole(0, TICKS);
    run(whole);
    TickRecord values = whole.times().record();
    for (String name : List.of("leg/policy/infer", "supervisor", "filter_chain")) {
      assertTrue(
          whole.names().stream().anyMatch(stage -> stage.name().equals(name)),
          () -> name + " in " + whole.names());
      TickVariant without = TickVariant.withoutStage(0, TICKS, name, values);
      run(without);
      assertTrue(without.times().ticks() >= TICKS, name);
      assertEquals(values.layout(), without.times().record().layout(), name);
    }
    TickVariant policy = TickVariant.withoutPhases(0, TICKS, Set.of(Phase.DECODE), values);
    run(policy);
    RecordLayout.Slot nominal = values.layout().find("leg/nominal/position");
    for (int i = 0; i < nominal.spec().bytes(); i += Double.BYTES) {
      assertEquals(
          values.buffer().getDouble(nominal.offset() + i),
          policy.times().record().buffer().getDouble(nominal.offset() + i));
    }
  }

  @Test
  void stoppedItReportsWhatItHas() {
    TickBench bench = bench(PACED, 60_000_000_000L, null);
    bench.stop();
    TickReport report = bench.run(200, TestMachine.now());
    assertNull(report.paced());
    assertEquals(Map.of(), report.without());
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

  private TickBench bench(TickBench.Mode paced, long durationNs, PrintStream progress) {
    return new TickBench(file(), LONG, BACK_TO_BACK, paced, durationNs, progress);
  }

  private void run(TickVariant variant) {
    try (RunSession session = RunSession.prepare(file(), LONG, variant)) {
      session.run(false);
      assertFalse(session.failed());
    }
  }

  private Path file() {
    return new LegFolder(folder).file("run.yaml");
  }
}
