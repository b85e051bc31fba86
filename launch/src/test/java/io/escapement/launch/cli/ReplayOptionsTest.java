package io.escapement.launch.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ReplayOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "--from=-1, --from",
    "--from=NaN, --from",
    "--from=5 --to=3, --to",
    "--to=-1, --to",
    "--threads=0, --threads",
    "--tolerance=-1, --tolerance",
    "--tolerance=NaN, --tolerance"
  })
  void aStretchThatIsNoneIsAnErrorOfTheCommandLine(String options, String named) {
    ReplayCommand command = new ReplayCommand();
    String[] words = ("replay-of-nothing " + options).split(" ");
    new CommandLine(command).parseArgs(words);

    ConfigurationException refusal = assertThrows(ConfigurationException.class, command::call);

    assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
    assertEquals(
        ExitCode.USAGE, CommandLines.execute(("replay " + String.join(" ", words)).split(" ")));
  }
}
