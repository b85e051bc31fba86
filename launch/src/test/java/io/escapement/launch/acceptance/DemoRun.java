package io.escapement.launch.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The demo's runs that several tests look at, recorded when the first of them asks. */
final class DemoRun {

  private static final Path RUNS = Project.newRunsFolder();

  private DemoRun() {}

  /** {@code demo --lockstep --duration 10s --json}, verification included. */
  static CommandLineResult demo() {
    return Ten.DEMO;
  }

  /** Two seconds with every tick recorded whole, and a keyframe every 200 ticks. */
  static CommandLineResult full() {
    return Full.RUN;
  }

  /** The same in lean recording. */
  static CommandLineResult lean() {
    return Lean.RUN;
  }

  /** A fifth of a second with every tick recorded whole. */
  static CommandLineResult brief() {
    return Brief.RUN;
  }

  /** Runs the demo's files in lockstep. */
  static CommandLineResult run(Path runs, String duration, String... settings) {
    return CommandLineResult.of(words(runs, duration, settings));
  }

  /** The words of that command line. */
  static String[] words(Path runs, String duration, String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                Project.example("demo/run.yaml").toString(),
                "--lockstep",
                "--json",
                "--quiet",
                "--duration",
                duration));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return Project.words(runs, words);
  }

  private static final class Ten {
    private static final CommandLineResult DEMO =
        CommandLineResult.of(
            Project.words(
                RUNS, List.of("demo", "--lockstep", "--duration", "10s", "--json", "--quiet")));
  }

  private static final class Brief {
    private static final CommandLineResult RUN =
        run(RUNS, "0.2s", "journal.keyframe_ticks=40").exits(0);
  }

  private static final class Full {
    private static final CommandLineResult RUN =
        run(RUNS, "2s", "journal.keyframe_ticks=200").exits(0);
  }

  private static final class Lean {
    private static final CommandLineResult RUN =
        run(RUNS, "2s", "journal.keyframe_ticks=200", "journal.record=inputs").exits(0);
  }
}
