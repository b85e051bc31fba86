package io.escapement.launch.cli;

import io.escapement.launch.session.RunSession;
import io.escapement.launch.summary.RunSummary;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code escapement run}: a policy on hardware or in a simulator. */
@Command(
    name = "run",
    description = "Runs a policy on hardware or in a simulator, bounded and journaled.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: escapement run examples/go1/run.yaml --lockstep --duration 10s --set command.vx=0.5"
    })
public final class RunCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN.yaml", description = "What to run.")
  Path file;

  @Mixin RunOptions options;

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public RunCommand() {}

  @Override
  public Integer call() throws Exception {
    RunSession session = RunSession.prepare(file, options.overrides());
    return InterruptGuard.run(session, () -> run(session));
  }

  private int run(RunSession session) {
    RunSummary summary = session.run(!options.quiet);
    common.debug(session.failure());
    Output output = new Output(System.out);
    if (common.json) {
      output.json(summary);
    } else {
      output.text(SummaryText.of(summary));
    }
    return session.failed() ? ExitCode.FAILED : ExitCode.DONE;
  }
}
