package io.escapement.launch.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentationTest {

  @ParameterizedTest
  @CsvSource({
    "run.schema.json, running.md",
    "engine.schema.json, engines.md",
    "scores.schema.json, scores.md",
    "driver-faults.schema.json, faults.md",
    "policy-faults.schema.json, faults.md",
    "robot.schema.json, robots.md",
    "safety.schema.json, safety.md",
    "barriers.schema.json, safety.md",
    "policy.schema.json, policies.md",
    "policy-gait.schema.json, policies.md",
    "policy-trajectory.schema.json, policies.md"
  })
  void everyKeyOfASchemaIsExplained(String schema, String page) throws IOException {
    String text = Files.readString(Path.of("..", "docs", page));
    List<String> unexplained =
        SchemaKeys.of(schema).stream().filter(key -> !text.contains(key)).toList();
    assertEquals(List.of(), unexplained, "keys that docs/" + page + " does not name");
  }
}
