package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the command line itself ends with 2; a directory that is no run with 1. */
class WrongCommandLineTest {

  private static final String DEMO = Project.example("demo/run.yaml").toString();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "run --fast DEMO, --fast, --help",
    "run DEMO --duration, --duration, --help",
    "run, RUN.yaml, --help",
    "check, RUN.yaml, --help",
    "replay, RUN_DIR, --help",
    "replay DIR --from soon, --from, soon",
    "walk DEMO, walk, --help",
    "demo --jsn, --jsn, --json",
    "demo walrus, walrus, demo",
    "run DEMO --duration soon, soon, 20ms",
    "run DEMO --set command.vx, command.vx, =value",
    "run DEMO --set comand.vx=1, comand, command",
    "run DEMO --set command.vx=fast, fast, number",
    "run DEMO --set loop.rate_hz=0, loop.rate_hz, 0",
    "check DEMO --set policy.actions.scael=1, scael, scale",
    "bench loop --rate 0, --rate, 10000",
    "bench loop --rate 20000, --rate, 10000",
    "bench loop --rate fast, --rate, fast",
    "bench loop --duration 0, --duration, 100ms",
    "bench loop --duration soon, --duration, soon",
    "run nowhere.yaml, nowhere.yaml, Remedy"
  })
  void isToldAndEndsWithTwo(String line, String found, String help) {
    String[] words = line.replace("DEMO", DEMO).replace("DIR", folder.toString()).split(" ");

    CommandLineResult result =
        CommandLineResult.of(words).exits(2).says(found, help).hasNoStackTrace();

    assertEquals("", result.out());
  }

  @Test
  void noCommandShowsWhatThereIs() {
    CommandLineResult.of().exits(2).says("demo", "run", "check", "replay");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "demo", "run", "check", "replay"})
  void helpHasAnExample(String command) {
    CommandLineResult result =
        command.isEmpty()
            ? CommandLineResult.of("--help")
            : CommandLineResult.of(command, "--help");

    result.exits(0);
    assertTrue(result.out().contains("Example: escapement " + command), result.out());
  }

  @Test
  void aDirectoryThatIsNoRunIsRefused() {
    CommandLineResult.of("replay", folder.toString(), "--verify")
        .exits(1)
        .says(folder.toString(), "not a run directory", "journal/", "Remedy:")
        .hasNoStackTrace();
  }

  @Test
  void aFileInThePlaceOfARunIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("run"));

    CommandLineResult.of("replay", file.toString()).exits(1).says("a file").hasNoStackTrace();
  }

  @Test
  void aDirectoryWithAnEmptyJournalIsRefused() throws IOException {
    Files.createDirectory(folder.resolve("journal"));

    CommandLineResult.of("replay", folder.toString(), "--verify", "--json")
        .exits(1)
        .says("no journal", "Remedy:")
        .hasNoStackTrace();
  }

  @Test
  void aStackTraceIsThereForThoseWhoAskForIt() {
    CommandLineResult result = CommandLineResult.of("check", "nowhere.yaml", "--debug").exits(2);

    assertTrue(result.err().contains("\tat "), result.err());
  }
}
