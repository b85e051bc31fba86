package io.escapement.launch.cli;

import io.escapement.launch.bench.Cyclictest;
import io.escapement.launch.bench.LoopBench;
import io.escapement.launch.bench.LoopReport;
import io.escapement.launch.bench.TemporaryRuns;
import io.escapement.launch.session.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code escapement bench loop}: how punctual the loop is, beside cyclictest. */
@Command(
    name = "loop",
    description =
        "Runs the loop at a rate, by turns with cyclictest where that is installed, and prints how"
            + " late both woke up. The loop carries a run's policy, safety chain and journal over"
            + " the sensor values of a robot that stands still; nothing moves, whatever drivers the"
            + " run has, and the journal is removed.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: escapement bench loop --rate 1000 --duration 30s"})
public final class BenchLoopCommand implements Callable<Integer> {

  private static final double LOWEST_HZ = 50;
  private static final double HIGHEST_HZ = 10_000;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "RUN.yaml",
      arity = "0..1",
      description = "Whose policy the loop carries. Default: the demo's.")
  Path file;

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      defaultValue = "1000",
      description = "Ticks per second, 50 to 10000. Default: ${DEFAULT-VALUE}.")
  String rate;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "20s",
      description =
          "How long the loop is measured; cyclictest takes as long again. Default:"
              + " ${DEFAULT-VALUE}.")
  String duration;

  @Option(names = "--bare", description = "An empty tick: the wait alone.")
  boolean bare;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Override a key of the YAML, such as loop.thread_priority=80. Can be given many times.")
  List<String> settings = new ArrayList<>();

  @Option(names = "--quiet", description = "No progress while it runs.")
  boolean quiet;

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public BenchLoopCommand() {}

  @Override
  public Integer call() throws Exception {
    double rateHz = BenchOptions.rateHz(spec, rate, LOWEST_HZ, HIGHEST_HZ);
    double durationS = BenchOptions.durationS(spec, duration);
    Path run = file == null ? Home.demo(null) : file;
    LoopBench bench =
        new LoopBench(
            run,
            rateHz,
            durationS,
            settings,
            Cyclictest.find(System.getenv("PATH")),
            quiet ? line -> {} : System.err::println);
    try (bench;
        TemporaryRuns runs = TemporaryRuns.create()) {
      return InterruptGuard.run(bench::stop, () -> print(bare ? bench.bare() : bench.whole(runs)));
    }
  }

  private int print(LoopReport report) {
    Output output = new Output(System.out);
    if (common.json) {
      output.json(report);
    } else {
      output.text(report.text());
    }
    return report.failed() ? ExitCode.FAILED : ExitCode.DONE;
  }
}
