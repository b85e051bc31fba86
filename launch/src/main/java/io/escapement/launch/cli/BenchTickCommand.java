package io.escapement.launch.cli;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.YamlNode;
import io.escapement.launch.bench.InferenceTap;
import io.escapement.launch.bench.TemporaryRuns;
import io.escapement.launch.bench.TestMachine;
import io.escapement.launch.bench.TickReport;
import io.escapement.launch.session.Home;
import io.escapement.launch.session.RunSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code escapement bench tick}: what the whole tick of a run costs, phase by phase. */
@Command(
    name = "tick",
    description =
        "Runs a run.yaml (default: the demo) and prints what its ticks cost, phase by phase. Its"
            + " journal is written to a temporary folder and removed.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: escapement bench tick examples/go1/run.yaml --json"})
public final class BenchTickCommand implements Callable<Integer> {

  private static final String LOCKSTEP = "lockstep";

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
      description = "How long to measure. Default: ${DEFAULT-VALUE}.")
  String duration;

  @Option(
      names = "--paced",
      description =
          "Pace the ticks in real time, which a processor that slept in between makes slower; by"
              + " default they run back to back in simulated time.")
  boolean paced;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a key of the YAML. Can be given many times.")
  List<String> settings = new ArrayList<>();

  @Option(names = "--quiet", description = "No live line while it runs.")
  boolean quiet;

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public BenchTickCommand() {}

  @Override
  public Integer call() throws Exception {
    Path run = file == null ? Home.demo(null) : file;
    try (TemporaryRuns runs = TemporaryRuns.create()) {
      List<String> overrides = overrides(run, runs);
      YamlNode loop = loaded(run, overrides).get("loop");
      RunSession session = RunSession.prepare(run, overrides);
      return InterruptGuard.run(session, () -> measured(session, loop, runs));
    }
  }

  private List<String> overrides(Path run, TemporaryRuns runs) {
    List<String> all = new ArrayList<>(settings);
    if (rateHz != null) {
      all.add("loop.rate_hz=" + rateHz);
    }
    if (!paced) {
      all.add("loop.pacer=" + LOCKSTEP);
    } else if (lockstepByItself(run)) {
      all.add("loop.pacer=realtime");
    }
    all.add("duration=" + duration);
    all.add("runs_dir=" + runs.folder());
    return all;
  }

  private boolean lockstepByItself(Path run) {
    return loaded(run, settings)
        .optional("loop.pacer")
        .filter(pacer -> pacer.string().equals(LOCKSTEP))
        .isPresent();
  }

  private static YamlNode loaded(Path run, List<String> overrides) {
    return new ConfigurationLoader(new DiskFiles(), Environment.system()).load(run, overrides);
  }

  private int measured(RunSession session, YamlNode loop, TemporaryRuns runs) {
    try (runs) {
      TestMachine machine = TestMachine.now();
      InferenceTap inference = new InferenceTap();
      session.observe(inference);
      TickReport report =
          TickReport.of(
              session.run(!quiet),
              loop.get("rate_hz").number(),
              loop.get("pacer").string().toLowerCase(Locale.ROOT),
              inference,
              machine);
      Output output = new Output(System.out);
      if (common.json) {
        output.json(report);
      } else {
        output.text(report.text());
      }
      return session.failed() ? ExitCode.FAILED : ExitCode.DONE;
    }
  }
}
