package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.launch.Main;
import io.escapement.testing.RequiresMujoco;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole run in real time, started as the start script does: policy, safety chain, journal and
 * live line. In steady state no thread of the process makes garbage worth speaking of, so nothing
 * is ever collected.
 */
@RequiresMujoco
@Timeout(900)
class SteadyStateTest {

  private static final boolean NIGHTLY = Boolean.getBoolean("escapement.nightly");
  private static final int DURATION_S = NIGHTLY ? 630 : 100;
  private static final int LEAST_STEADY_S = DURATION_S - 30;
  private static final int MOST_BYTES_PER_S = 1_000;

  @TempDir Path folder;

  /** What the start script gives a Java of this version for a run. */
  private static List<String> flagsOfTheStartScript() throws IOException, InterruptedException {
    String script = Project.folder().resolve("launch/src/main/sh/java-options").toString();
    String command = ". \"$0\"; java_options " + Runtime.version().feature() + " run";
    Process shell =
        new ProcessBuilder("sh", "-c", command, script)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed =
        new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    assertEquals(0, shell.waitFor());
    return List.of(printed.split("\\s+"));
  }

  private JsonNode run(Class<?> program, int durationS) throws IOException, InterruptedException {
    List<String> flags = flagsOfTheStartScript();
    assertTrue(flags.contains("-XX:+UseZGC"), flags::toString);
    return ChildProgram.start(
            folder,
            program,
            flags,
            Project.words(
                folder.resolve("runs"),
                List.of(
                    "run",
                    Project.example("demo/run.yaml").toString(),
                    "--json",
                    "--duration",
                    durationS + "s"),
                "--set",
                "loop.pacer=realtime"))
        .result()
        .exits(0)
        .json();
  }

  @Test
  void nothing_is_collected_and_all_threads_together_allocate_less_than_a_kilobyte_a_second()
      throws IOException, InterruptedException {
    JsonNode summary = run(Main.class, DURATION_S);

    assertTrue(summary.get("steady_s").doubleValue() >= LEAST_STEADY_S, summary::toString);
    assertEquals(0, summary.get("collections").intValue(), summary::toString);
    assertTrue(
        summary.get("process_usual_bytes_per_s").doubleValue() <= MOST_BYTES_PER_S,
        summary::toString);
    if (NIGHTLY) {
      // In a minute, what the compiler makes once on a busy machine is more than the rest.
      assertTrue(
          summary.get("process_allocated_bytes_per_s").doubleValue() <= MOST_BYTES_PER_S,
          summary::toString);
    }
    assertEquals(0, summary.get("allocated_bytes_per_tick").doubleValue(), summary::toString);
    assertEquals(0, summary.get("journal").get("lost").intValue(), summary::toString);
    assertTrue(summary.get("policy_calls").intValue() > 0, summary::toString);
  }

  @Test
  void a_thread_that_allocates_and_collects_is_seen() throws IOException, InterruptedException {
    JsonNode summary = run(WastefulProgram.class, 38);

    assertTrue(summary.get("collections").intValue() >= 1, summary::toString);
    assertTrue(summary.get("safepoints").intValue() >= 1, summary::toString);
    for (String rate : List.of("process_allocated_bytes_per_s", "process_usual_bytes_per_s")) {
      assertTrue(summary.get(rate).doubleValue() > 10 * MOST_BYTES_PER_S, summary::toString);
    }
  }
}
