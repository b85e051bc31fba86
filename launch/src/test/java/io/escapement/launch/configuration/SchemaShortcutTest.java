package io.escapement.launch.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A schema is checked by a shortcut first. Whatever is done to a file, line by line, the shortcut
 * must find what the validator finds.
 */
class SchemaShortcutTest {

  private static final Path EXAMPLES = Path.of("../examples");
  private static final List<String> VALUES =
      List.of(
          "-1",
          "0",
          "0.5",
          "2.0",
          "1e300",
          ".nan",
          ".inf",
          "-.inf",
          "true",
          "null",
          "x",
          "'2 years'",
          "20ms",
          "[]",
          "[1]",
          "[x, x]",
          "{}",
          "{a: 1}",
          "\"a\\nb\"");

  @ParameterizedTest
  @CsvSource({
    "demo/run.yaml,run.schema.json",
    "demo/robot.yaml,robot.schema.json",
    "demo/policy.yaml,policy.schema.json",
    "go1/run.yaml,run.schema.json",
    "go1/robot.yaml,robot.schema.json",
    "go1/policy.yaml,policy.schema.json",
    "classical/gait.yaml,policy.schema.json"
  })
  void findsWhatTheValidatorFinds(String file, String schema) throws IOException {
    List<String> lines = Files.readAllLines(EXAMPLES.resolve(file));
    SchemaCheck check = SchemaCheck.of(schema);
    int wrong = 0;
    for (int i = 0; i < lines.size(); i++) {
      for (String line : changed(lines.get(i))) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(i, line);
        wrong += compared(check, String.join("\n", changed));
      }
    }
    assertTrue(wrong > 0, "nothing that was done to the file was an error");
  }

  /** The line left out, its key misspelt, and its value replaced. */
  private static List<String> changed(String line) {
    List<String> changed = new ArrayList<>(List.of(line, ""));
    int colon = line.indexOf(": ");
    if (colon > 0) {
      changed.add(line.substring(0, colon) + "z" + line.substring(colon));
      VALUES.forEach(value -> changed.add(line.substring(0, colon + 2) + value));
    }
    return changed;
  }

  private static int compared(SchemaCheck check, String yaml) {
    YamlNode root;
    try {
      root = YamlReader.parse(yaml, "changed.yaml", EXAMPLES);
    } catch (ConfigurationException noYaml) {
      return 0;
    }
    List<String> found = texts(check.problems(root));
    assertEquals(texts(check.violations(root)), found, yaml);
    return found.isEmpty() ? 0 : 1;
  }

  private static List<String> texts(List<Problem> problems) {
    return problems.stream().map(Problem::text).toList();
  }
}
