package io.escapement.launch.cli;

import io.escapement.controller.config.Durations;
import io.escapement.launch.bench.PolicyBench;
import io.escapement.launch.bench.PolicyBenchReport;
import io.escapement.launch.bench.TestMachine;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code escapement bench policy}: what each inference engine costs on a policy's model. */
@Command(
    name = "policy",
    description =
        "Measures each inference engine on a policy's own model, in turns: back to back and paced,"
            + " what it allocates, how far it is from ONNX Runtime, and what engine: auto chooses."
            + " Models of samplers and refinements are named and not measured.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: escapement bench policy examples/demo/policy.yaml --json"})
public final class BenchPolicyCommand implements Callable<Integer> {

  private static final double FASTEST_HZ = 100_000;

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A policy.yaml, a run.yaml or a model (.onnx).")
  Path file;

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      description =
          "Inferences per second where they are paced. Default: the policy's own, 50 for a model.")
  Double rateHz;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "20s",
      description = "How long to measure, all in all. Default: ${DEFAULT-VALUE}.")
  String duration;

  @Option(names = "--quiet", description = "Do not tell what is being measured.")
  boolean quiet;

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public BenchPolicyCommand() {}

  @Override
  public Integer call() throws Exception {
    PolicyBench bench =
        new PolicyBench(
            file, Optional.ofNullable(rateHz()), durationNs(), quiet ? null : System.err);
    return InterruptGuard.run(bench::stop, () -> report(bench));
  }

  private int report(PolicyBench bench) {
    PolicyBenchReport report = bench.run(TestMachine.now());
    Output output = new Output(System.out);
    if (common.json) {
      output.json(report);
    } else {
      output.text(report.text());
    }
    return ExitCode.DONE;
  }

  private Double rateHz() {
    if (rateHz != null && !(rateHz > 0 && rateHz <= FASTEST_HZ)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--rate is " + rateHz + ", expected more than 0, at most 100000.");
    }
    return rateHz;
  }

  private long durationNs() {
    return Durations.parseNs(duration)
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--duration is \"" + duration + "\", expected " + Durations.EXPECTED + "."));
  }
}
