package io.escapement.launch.cli;

import io.escapement.controller.config.PreflightException;
import io.escapement.launch.maze.MazeComparison;
import io.escapement.launch.session.Home;
import io.escapement.launch.session.ReplaySession;
import io.escapement.launch.session.RunSession;
import io.escapement.launch.session.VerificationReport;
import io.escapement.launch.summary.RunSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code escapement demo}: the main job on the project's own robot in the embedded simulator,
 * journal verified.
 */
@Command(
    name = "demo",
    description =
        "Walks the project's own quadruped in MuJoCo under an ONNX policy, then verifies the journal.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: escapement demo --lockstep --duration 10s --json"})
public final class DemoCommand implements Callable<Integer> {

  private static final String MAZE = "maze";

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description =
          "Another demo than the quadruped's: maze (two policies in a maze, with and without the"
              + " certified chain, side by side), or examples/demo-NAME.")
  String name;

  @Mixin RunOptions options;

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public DemoCommand() {}

  @Override
  public Integer call() throws Exception {
    if (MAZE.equals(name)) {
      return maze();
    }
    Path file = Home.demo(name);
    RunSession session = RunSession.prepare(file, options.overrides());
    return InterruptGuard.run(session, () -> run(session));
  }

  private int run(RunSession session) {
    RunSummary summary = session.run(!options.quiet);
    common.debug(session.failure());
    Output output = new Output(System.out);
    VerificationReport verification;
    try {
      verification = ReplaySession.open(Path.of(summary.runDir()), List.of()).verify();
    } catch (PreflightException e) {
      // The run has been made, and its figures are to be had whatever became of its journal.
      print(output, summary);
      throw e;
    }
    if (common.json) {
      output.json(summary.withVerification(verification));
    } else {
      output.text(SummaryText.of(summary));
      output.text(verification.text());
    }
    return session.failed() || !verification.passed() ? ExitCode.FAILED : ExitCode.DONE;
  }

  private int maze() throws Exception {
    MazeComparison comparison = MazeComparison.of(Home.example(MAZE), this::runInMaze);
    Output output = new Output(System.out);
    if (common.json) {
      output.json(comparison);
    } else {
      output.text(comparison.text());
    }
    return ExitCode.DONE;
  }

  /** The maze is compared in simulated time; how the hostile policy's runs end is no failure. */
  private RunSummary runInMaze(Path file) throws Exception {
    List<String> overrides = new ArrayList<>(options.overrides());
    overrides.add("loop.pacer=lockstep");
    RunSession session = RunSession.prepare(file, overrides);
    AtomicReference<RunSummary> summary = new AtomicReference<>();
    InterruptGuard.run(
        session,
        () -> {
          summary.set(session.run(!options.quiet));
          return ExitCode.DONE;
        });
    common.debug(session.failure());
    return summary.get();
  }

  private void print(Output output, RunSummary summary) {
    if (common.json) {
      output.json(summary);
    } else {
      output.text(SummaryText.of(summary));
    }
  }
}
