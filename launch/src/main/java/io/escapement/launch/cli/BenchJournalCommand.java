package io.escapement.launch.cli;

import io.escapement.controller.config.Durations;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.journal.JournalSettings;
import io.escapement.launch.bench.JournalBench;
import io.escapement.launch.bench.JournalReport;
import io.escapement.launch.bench.TestMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code escapement bench journal}: what handing over and writing records costs. */
@Command(
    name = "journal",
    description =
        "Measures the journal with records of a given size: what handing one over costs the loop,"
            + " what appending it costs the writer, how much the writer holds without end, and what"
            + " is lost (nothing, unless the disk is slower than the rate for longer than the ring"
            + " lasts). What it writes is removed.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: escapement bench journal --rate 1000 --duration 10s --json"})
public final class BenchJournalCommand implements Callable<Integer> {

  private static final double MOST_HZ = 100_000;
  private static final int MOST_RECORD_BYTES = 4 << 20;
  private static final double MOST_RING_MB = 1_000;

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      defaultValue = "1000",
      description = "Ticks per second of the paced part. Default: ${DEFAULT-VALUE}.")
  double rateHz;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "10s",
      description =
          "How long the paced part lasts; the two others take at most half of it each."
              + " Default: ${DEFAULT-VALUE}.")
  String duration;

  @Option(
      names = "--record-bytes",
      paramLabel = "N",
      defaultValue = "4096",
      description = "Length of a record. Default: ${DEFAULT-VALUE}.")
  int recordBytes;

  @Option(
      names = "--ring-mb",
      paramLabel = "N",
      defaultValue = "64",
      description = "Size of the ring, as journal.ring_mb of a run. Default: ${DEFAULT-VALUE}.")
  double ringMb;

  @Option(
      names = "--runs-dir",
      paramLabel = "DIR",
      defaultValue = "runs",
      description =
          "Where runs go: its disk is measured. Default: runs, or where that would be made.")
  Path runsDir;

  @Spec CommandSpec spec;

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public BenchJournalCommand() {}

  @Override
  public Integer call() {
    long durationNs = Durations.parseNs(duration).orElse(0);
    demand(durationNs > 0, "--duration", Durations.EXPECTED + ", above zero", duration);
    demand(
        rateHz >= 1 && rateHz <= MOST_HZ,
        "--rate",
        "ticks a second from 1 to " + (long) MOST_HZ,
        Double.toString(rateHz));
    int least = JournalBench.leastRecordBytes();
    demand(
        recordBytes >= least && recordBytes <= MOST_RECORD_BYTES,
        "--record-bytes",
        "from " + least + ", the loop's own channels, to " + MOST_RECORD_BYTES,
        Integer.toString(recordBytes));
    demand(
        ringMb > 0 && ringMb <= MOST_RING_MB,
        "--ring-mb",
        "MiB above 0 and at most " + (long) MOST_RING_MB,
        Double.toString(ringMb));
    JournalSettings settings =
        JournalSettings.DEFAULT.withRingBytes(Math.max(1, Math.round(ringMb * (1 << 20))));
    JournalBench bench =
        new JournalBench(rateHz, durationNs, recordBytes, settings, folder(), System.err);
    Signals signals = Signals.handle(bench::stop, "INT", "TERM", "HUP");
    try {
      JournalReport report = bench.run(TestMachine.now());
      if (bench.stopped()) {
        System.err.println("bench journal: stopped before its end, so there are no figures");
        return ExitCode.FAILED;
      }
      Output output = new Output(System.out);
      if (common.json) {
        output.json(report);
      } else {
        output.text(report.text());
      }
      return ExitCode.DONE;
    } finally {
      signals.release();
    }
  }

  /** The folder for runs, or the nearest above it that is there: they share a disk. */
  private Path folder() {
    Path at = runsDir.toAbsolutePath().normalize();
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    if (!Files.isDirectory(at)) {
      throw PreflightException.at(at)
          .summary("--runs-dir: not a folder")
          .expected("a folder, or where one can be made")
          .found("a file")
          .remedy("name the folder where runs go")
          .build();
    }
    return at;
  }

  private void demand(boolean holds, String option, String expected, String found) {
    if (!holds) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), option + ": expected " + expected + ", found " + found + ".");
    }
  }
}
