package io.escapement.launch.cli;

import io.escapement.launch.bench.SafetyBench;
import io.escapement.launch.bench.SafetyReport;
import io.escapement.launch.bench.TestMachine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code escapement bench safety}: what the certified filter's solver and the dynamics cost. */
@Command(
    name = "safety",
    description =
        "Measures the certified filter's quadratic programs: random ones for 7 joints and 24 rows,"
            + " 12 and 40, 29 and 90, solved from the rows that were active on the tick before, as"
            + " in a run, and from none, beside ojAlgo; and the dynamics of the examples' robots"
            + " and of a synthetic one by themselves.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: escapement bench safety --json"})
public final class BenchSafetyCommand implements Callable<Integer> {

  private static final double NS_PER_S = 1e9;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "24s",
      description = "How long to measure, all in all. Default: ${DEFAULT-VALUE}.")
  String duration;

  @Option(names = "--quiet", description = "Do not tell what is being measured.")
  boolean quiet;

  @Spec CommandSpec spec;

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public BenchSafetyCommand() {}

  @Override
  public Integer call() throws Exception {
    long durationNs = Math.round(BenchOptions.durationS(spec, duration) * NS_PER_S);
    SafetyBench bench = new SafetyBench(durationNs, quiet ? null : System.err);
    return InterruptGuard.run(bench::stop, () -> report(bench));
  }

  private int report(SafetyBench bench) {
    SafetyReport report = bench.run(TestMachine.now());
    Output output = new Output(System.out);
    if (common.json) {
      output.json(report);
    } else {
      output.text(report.text());
    }
    return ExitCode.DONE;
  }
}
