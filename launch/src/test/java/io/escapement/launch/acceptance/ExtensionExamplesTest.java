package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples outside the reactor still fit what they are built against; {@code
 * examples/check-extensions} builds them from installed artifacts.
 */
class ExtensionExamplesTest {

  @TempDir Path folder;

  @Test
  void thePluginsDriverStageAndFormRunWithoutGarbageAndRepeatTheirBits() {
    Path jar =
        new PluginSource().project(Project.example("plugin")).pack(folder.resolve("sway.jar"));
    List<String> run =
        List.of("run", Project.example("plugin/run.yaml").toString(), "--json", "--quiet");

    CommandLineResult ran =
        CommandLineResult.of(
                Project.words(folder, run, "--set", "plugins=[" + jar + "]", "--duration", "4s"))
            .exits(0);

    JsonNode summary = ran.json();
    assertEquals("policy", summary.get("mode").textValue());
    assertEquals(400, summary.get("policy_calls").intValue());
    assertEquals(0.0, summary.get("allocated_bytes_per_tick").doubleValue());
    JsonNode report = Replays.verify(ran.runDir()).exits(0).json();
    assertEquals(2000, report.get("compared").intValue());
  }

  @Test
  void theProgramThatEmbedsTheRuntimeCompiles() {
    Path jar =
        new PluginSource().project(Project.example("embed")).pack(folder.resolve("embed.jar"));
    assertTrue(Files.exists(jar));
  }
}
