package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.escapement.launch.cli.CommandLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What came of a command line.
 *
 * @param exitCode the process would have ended with it
 * @param out standard output
 * @param err standard error
 */
record CommandLineResult(int exitCode, String out, String err) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Runs a command line in this process. */
  static CommandLineResult of(String... words) {
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode;
    try (PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      System.setOut(outStream);
      System.setErr(errStream);
      exitCode = CommandLines.execute(words);
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
    return new CommandLineResult(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Demands an exit code. */
  CommandLineResult exits(int expected) {
    assertEquals(expected, exitCode, () -> out + "\n" + err);
    return this;
  }

  /** Demands that all of some words stand on standard error. */
  CommandLineResult says(String... words) {
    for (String word : words) {
      assertTrue(err.contains(word), () -> "expected '" + word + "' in: " + err);
    }
    return this;
  }

  /** Demands that nobody sees a stack trace who has not asked for it. */
  CommandLineResult hasNoStackTrace() {
    assertFalse(err.contains("\tat "), err);
    assertFalse(err.contains("Exception"), err);
    return this;
  }

  /** The one JSON object on standard output. */
  JsonNode json() {
    try (JsonParser parser = JSON.createParser(out)) {
      JsonNode object = JSON.readTree(parser);
      assertTrue(object != null && object.isObject(), out);
      assertEquals(null, parser.nextToken(), () -> "more than one object: " + out);
      return object;
    } catch (IOException e) {
      throw new AssertionError(out, e);
    }
  }

  /** The run's directory, as the JSON object names it. */
  Path runDir() {
    return Path.of(json().get("run_dir").asText());
  }
}
