package io.escapement.launch.cli;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Durations;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.YamlNode;
import io.escapement.launch.bench.TemporaryRuns;
import io.escapement.launch.bench.TestMachine;
import io.escapement.launch.bench.TickBench;
import io.escapement.launch.bench.TickReport;
import io.escapement.launch.session.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code escapement bench tick}: what the whole tick of a run costs, phase by phase. */
@Command(
    name = "tick",
    description =
        "Runs a run.yaml (default: the demo) several times and prints what its ticks cost: back to"
            + " back and paced, phase by phase, stage by stage, and without journal, safety chain,"
            + " policy and, where there is time enough, each stage. Journals are written to a"
            + " temporary folder and removed.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: escapement bench tick examples/go1/run.yaml --json"})
public final class BenchTickCommand implements Callable<Integer> {

  private static final String LOCKSTEP = "lockstep";
  private static final String REALTIME = "realtime";
  private static final String FOR_EVER = "1000h";

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "RUN.yaml",
      arity = "0..1",
      description = "What to run. Default: the demo.")
  Path file;

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      description = "Ticks per second instead of the run's.")
  Double rateHz;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "How long to measure, all in all. Default: ${DEFAULT-VALUE}.")
  String duration;

  @Option(
      names = "--paced",
      description =
          "Pace every run in real time, where a processor that slept in between makes each part"
              + " slower; by default all but one run back to back in simulated time.")
  boolean paced;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a key of the YAML. Can be given many times.")
  List<String> settings = new ArrayList<>();

  @Option(names = "--quiet", description = "Do not tell what is being measured.")
  boolean quiet;

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public BenchTickCommand() {}

  @Override
  public Integer call() throws Exception {
    Path run = file == null ? Home.demo(null) : file;
    long durationNs = durationNs();
    try (TemporaryRuns runs = TemporaryRuns.create()) {
      TickBench.Mode backToBack = new TickBench.Mode(LOCKSTEP, List.of("loop.pacer=" + LOCKSTEP));
      TickBench.Mode inRealTime = inRealTime(run);
      TickBench bench =
          new TickBench(
              run,
              overrides(runs),
              paced ? inRealTime : backToBack,
              paced ? null : inRealTime,
              durationNs,
              quiet ? null : System.err);
      double rate = loaded(run, overrides(runs)).get("loop.rate_hz").number();
      return InterruptGuard.run(bench::stop, () -> report(bench, rate));
    }
  }

  private int report(TickBench bench, double rate) {
    TickReport report = bench.run(rate, TestMachine.now());
    Output output = new Output(System.out);
    if (common.json) {
      output.json(report);
    } else {
      output.text(report.text());
    }
    return bench.failed() ? ExitCode.FAILED : ExitCode.DONE;
  }

  private long durationNs() {
    return Durations.parseNs(duration)
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--duration is \"" + duration + "\", expected " + Durations.EXPECTED + "."));
  }

  private List<String> overrides(TemporaryRuns runs) {
    List<String> all = new ArrayList<>(settings);
    if (rateHz != null) {
      all.add("loop.rate_hz=" + rateHz);
    }
    // The bench ends each run by the clock on the wall.
    all.add("duration=" + FOR_EVER);
    all.add("runs_dir=" + runs.folder());
    return all;
  }

  /** As the run paces itself, unless that is in simulated time. */
  private TickBench.Mode inRealTime(Path run) {
    Optional<String> own = loaded(run, settings).optional("loop.pacer").map(YamlNode::string);
    String pacer = own.filter(name -> !name.equals(LOCKSTEP)).orElse(REALTIME);
    return new TickBench.Mode(pacer, List.of("loop.pacer=" + pacer));
  }

  private static YamlNode loaded(Path run, List<String> overrides) {
    return new ConfigurationLoader(new DiskFiles(), Environment.system()).load(run, overrides);
  }
}
