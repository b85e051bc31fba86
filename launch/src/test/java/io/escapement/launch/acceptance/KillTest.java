package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code kill -9} at a random moment loses no tick that the loop had finished. What it had finished
 * is known from a device that it wrote to.
 */
@RequiresMujoco
@Timeout(600)
class KillTest {

  private static final int KILLS = Boolean.getBoolean("escapement.nightly") ? 20 : 3;
  private static final int LONGEST_MS = 1200;

  @TempDir Path folder;

  /** A kill: its number and the pacer. */
  private record Kill(int number, String pacer) {}

  static Stream<Kill> kills() {
    return Stream.iterate(0, number -> number + 1)
        .limit(KILLS)
        .map(number -> new Kill(number, number % 3 == 1 ? "realtime" : "lockstep"));
  }

  @ParameterizedTest
  @MethodSource("kills")
  void everyTickThatWasFinishedIsVerified(Kill kill) throws IOException, InterruptedException {
    DemoCopy demo = new DemoCopy(folder);
    demo.replace("run.yaml", "drivers:\n", "drivers:\n  - {type: witness, file: ticks}\n");
    UnsafeBuffer ticks = WitnessDriver.map(demo.file("ticks"));
    ticks.putLongVolatile(0, WitnessDriver.NONE);
    Random random = new Random();
    long afterMs = random.nextInt(LONGEST_MS);
    String recording = kill.number() % 2 == 0 ? "full" : "inputs";

    ChildProgram child =
        ChildProgram.start(
            folder,
            Project.words(
                demo.runs(),
                List.of("run", demo.file("run.yaml").toString(), "--quiet", "--duration", "1000s"),
                "--set",
                "loop.pacer=" + kill.pacer(),
                "--set",
                "journal.record=" + recording,
                "--set",
                "journal.reserve_mb=0"));
    while (child.isAlive() && ticks.getLongVolatile(0) == WitnessDriver.NONE) {
      Thread.onSpinWait();
    }
    assertFalse(child.endsWithin(afterMs), child::said);
    child.kill();
    long written = ticks.getLongVolatile(0);

    JsonNode report = Replays.verify(onlyRun(demo.runs())).exits(0).json();

    String context = kill + ", " + recording + ", killed at tick " + written + " " + report;
    long last = report.get("ticks").longValue() - 1;
    assertTrue(last == written || last == written - 1, context);
    assertEquals(report.get("ticks"), report.get("compared"), context);
    assertTrue(report.get("notices").get(0).textValue().contains("killed"), context);
    // Recovered once, a run is like any other.
    assertEquals(0, Replays.verify(onlyRun(demo.runs())).exits(0).json().get("notices").size());
  }

  private static Path onlyRun(Path runs) throws IOException {
    try (Stream<Path> entries = Files.list(runs)) {
      List<Path> all = entries.toList();
      assertEquals(1, all.size(), all::toString);
      return all.get(0);
    }
  }
}
