package io.escapement.launch.inspect;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.escapement.launch.session.RunSession;
import io.escapement.launch.summary.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryViewTest {

  private static final int TICKS = 100;

  @TempDir static Path folder;
  private static Path run;

  @BeforeAll
  static void runTheLeg() {
    LegFolder leg = new LegFolder(folder);
    RunSummary summary = RunSession.prepare(leg.file("run.yaml"), List.of()).run(false);
    run = Path.of(summary.runDir());
  }

  private static JsonNode json(Inspected inspected) {
    return new ObjectMapper().valueToTree(inspected);
  }

  @Test
  void runDirectoryShowsWhatTheRunWasMadeOfAndWhatItCameTo() {
    Inspected view = new Inspector().inspect(run, Optional.empty());
    JsonNode json = json(view);
    JsonNode header = json.get("header");
    assertAll(
        () -> assertEquals("run_directory", json.get("kind").asText()),
        () -> assertEquals(TICKS, json.get("ticks").asInt()),
        () -> assertEquals(TICKS - 1, json.get("last_tick").asInt()),
        () -> assertEquals(0.5, json.get("duration_s").asDouble()),
        () -> assertEquals(-1, json.at("/keyframes/0").asInt()),
        () -> assertEquals(0, json.get("gaps").size()),
        () -> assertEquals(0, json.get("problems").size()),
        () -> assertEquals(0, json.get("lost").asInt()),
        () -> assertTrue(json.get("ended").asBoolean()),
        () -> assertFalse(json.get("recovered").asBoolean()),
        () -> assertEquals(200, header.get("rate_hz").asDouble()),
        () -> assertEquals("lockstep", header.get("pacer").asText()),
        () -> assertTrue(header.get("versions").has("jvm"), header.toString()),
        () -> assertTrue(header.get("engines").has("policy"), header.toString()),
        () -> assertTrue(names(header).contains("policy.onnx"), header.toString()),
        () -> assertTrue(header.at("/layout/by_role/derived/bytes").asInt() > 0),
        () -> assertEquals("completed", json.at("/summary/end").asText()),
        () -> assertTrue(view.text().contains("100 ticks (0.5 s)"), view.text()));
  }

  private static List<String> names(JsonNode header) {
    return StreamSupport.stream(header.get("files").spliterator(), false)
        .map(file -> Path.of(file.get("path").asText()).getFileName().toString())
        .toList();
  }

  @Test
  void channelsAreListedWithTypeRoleAndUnit() {
    Inspected view = new Inspector().channels(run);
    JsonNode channels = json(view).get("channels");
    JsonNode position =
        StreamSupport.stream(channels.spliterator(), false)
            .filter(channel -> channel.get("name").asText().equals("leg/command/position"))
            .findFirst()
            .orElseThrow();
    assertAll(
        () -> assertEquals("f64", position.get("type").asText()),
        () -> assertEquals(3, position.get("count").asInt()),
        () -> assertEquals("derived", position.get("role").asText()),
        () -> assertTrue(view.text().contains("loop/clock/tick"), view.text()));
  }

  @Test
  void damagedJournalIsShownWithItsProblem(@TempDir Path copy) throws IOException {
    Path journal = Files.createDirectories(copy.resolve("journal"));
    try (var files = Files.list(run.resolve("journal"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".cq4")).toList()) {
        byte[] content = Files.readAllBytes(file);
        content[last(content) / 2] ^= 1;
        Files.write(journal.resolve(file.getFileName()), content);
      }
    }
    Inspected view = new Inspector().inspect(copy, Optional.empty());
    assertTrue(json(view).get("problems").size() > 0, view.text());
    assertTrue(view.text().contains("PROBLEM"), view.text());
    assertTrue(json(view).get("summary").isNull());
  }

  /** The last byte that was written; what follows is room for more. */
  private static int last(byte[] content) {
    int last = content.length - 1;
    while (content[last] == 0) {
      last--;
    }
    return last;
  }
}
