package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import io.escapement.testing.RequiresPolicies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run on one JDK is the same run on another, and each verifies the other's. The tests run once on
 * each JDK; what they record is left for the next in the folder that {@code .ci/run} names.
 */
@RequiresMujoco
class BothJdksTest {

  private static final String VARIABLE = "ESCAPEMENT_JDK_RUNS";
  private static final String THIS_JDK = "jdk-" + Runtime.version().feature();

  @Test
  void theDemoIsTheSameRunOnEveryJdk() throws IOException {
    compare("demo");
  }

  @Test
  void theDemoOnTheVectorEngineIsTheSameRunOnEveryJdk() throws IOException {
    compare("demo-vector", runs -> DemoRun.run(runs, "5s", "engine=vector").exits(0).runDir());
  }

  @Test
  @RequiresPolicies
  void theGo1IsTheSameRunOnEveryJdk() throws IOException {
    compare("go1");
  }

  @Test
  @RequiresPolicies
  void theG1IsTheSameRunOnEveryJdk() throws IOException {
    compare("unitree_g1");
  }

  @Test
  @RequiresPolicies
  void theGo1OnEstimatedVelocityIsTheSameRunOnEveryJdk() throws IOException {
    compare("go1-estimated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.yaml", "stand-run.yaml", "crouch-run.yaml"})
  void policiesWithoutAModelAreTheSameRunOnEveryJdk(String file) throws IOException {
    compare("classical-" + file, runs -> record("classical/" + file, runs));
  }

  static Stream<DemoForm> forms() {
    return Stream.concat(DemoForm.inline(), DemoForm.asynchronous());
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyFormIsTheSameRunOnEveryJdk(DemoForm form) throws IOException {
    compare(form.name().replace(' ', '_'), runs -> recorded(form, runs));
  }

  private static Path recorded(DemoForm form, Path runs) {
    try {
      Files.createDirectories(runs);
      Path folder = Files.createTempDirectory("form");
      Path run = form.run(folder).exits(0).runDir();
      Path kept = Project.copy(run, runs.resolve(run.getFileName()));
      Project.delete(folder);
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compare(String example) throws IOException {
    compare(example, runs -> record(example + "/run.yaml", runs));
  }

  private static void compare(String example, Function<Path, Path> recording) throws IOException {
    String named = System.getenv(VARIABLE);
    Assumptions.assumeTrue(
        named != null, "skipped, set " + VARIABLE + " to a folder and run the tests on two JDKs");
    Path kept = Files.createDirectories(Path.of(named).toAbsolutePath().resolve(example));
    Path place = kept.resolve(THIS_JDK);
    Project.delete(place);
    Path mine = recording.apply(place);
    try (Stream<Path> others = Files.list(kept)) {
      for (Path other : others.filter(folder -> !folder.endsWith(THIS_JDK)).toList()) {
        Path theirs = onlyRun(other);
        JournalComparison comparison = JournalComparison.of(theirs, mine);
        assertNull(comparison.firstDifference(), other::toString);
        assertTrue(comparison.records() > 500, comparison::toString);
        JsonNode report = Replays.verify(theirs).exits(0).json();
        assertEquals(report.get("ticks"), report.get("compared"));
        System.out.println(
            example
                + ": "
                + comparison.records()
                + " records of "
                + comparison.channels()
                + " channels are the same on "
                + other.getFileName()
                + " and "
                + THIS_JDK);
      }
    }
  }

  private static Path record(String file, Path runs) {
    return CommandLineResult.of(
            Project.words(
                runs,
                List.of(
                    "run",
                    Project.example(file).toString(),
                    "--lockstep",
                    "--json",
                    "--quiet",
                    "--duration",
                    "5s")))
        .exits(0)
        .runDir();
  }

  private static Path onlyRun(Path runs) throws IOException {
    try (Stream<Path> entries = Files.list(runs)) {
      return entries.findFirst().orElseThrow();
    }
  }
}
