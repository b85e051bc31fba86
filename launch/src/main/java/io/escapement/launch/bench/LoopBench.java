package io.escapement.launch.bench;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.loop.Clock;
import io.escapement.controller.loop.LoopResult;
import io.escapement.controller.loop.LoopSettings;
import io.escapement.controller.loop.Pacer;
import io.escapement.controller.loop.ParkThenSpin;
import io.escapement.controller.loop.RealtimePacer;
import io.escapement.controller.loop.RtBudget;
import io.escapement.controller.loop.StopRequest;
import io.escapement.controller.realtime.Measure;
import io.escapement.controller.realtime.RealtimeReport;
import io.escapement.controller.realtime.RealtimeSettings;
import io.escapement.controller.realtime.RealtimeSetup;
import io.escapement.launch.assembly.RunAssembly;
import io.escapement.launch.configuration.RunConfiguration;
import io.escapement.launch.configuration.RunConfigurationReader;
import io.escapement.launch.session.RunSession;
import io.escapement.launch.session.RunVariant;
import io.escapement.launch.summary.PacingFigures;
import io.escapement.launch.summary.Percentiles;
import io.escapement.launch.summary.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Measures how punctual a loop is at a rate, and how punctual cyclictest is in between under the
 * same scheduling. Used by one thread; the end can be asked for by any.
 */
public final class LoopBench implements AutoCloseable {

  private static final double NS_PER_S = 1e9;
  private static final long NS_PER_US = 1_000;
  private static final double SLICE_S = 2;

  private final Path file;
  private final double rateHz;
  private final double durationS;
  private final List<String> settings;
  private final Optional<Cyclictest> cyclictest;
  private final Consumer<String> progress;
  private final StopRequest stop = new StopRequest();
  private final int turns;
  private final List<String> notes = new ArrayList<>();
  private volatile RunSession session;
  private volatile TurnTakingPacer pacer;
  private CyclictestTurns other;
  private Supplier<RealtimeReport> reported;
  private boolean failed;

  /**
   * Prepares a measurement; nothing happens yet.
   *
   * @param file the run that the loop carries
   * @param rateHz ticks a second
   * @param durationS time of the loop, seconds; the turns of cyclictest take as long again
   * @param settings {@code key=value} each, over those of the file
   * @param cyclictest what takes turns with the loop, if it is there
   * @param progress takes a line now and then
   */
  public LoopBench(
      Path file,
      double rateHz,
      double durationS,
      List<String> settings,
      Optional<Cyclictest> cyclictest,
      Consumer<String> progress) {
    this.file = file;
    this.rateHz = rateHz;
    this.durationS = durationS;
    this.settings = List.copyOf(settings);
    this.cyclictest = cyclictest;
    this.progress = progress;
    this.turns = (int) Math.max(1, Math.round(durationS / SLICE_S));
    if (cyclictest.isEmpty()) {
      notes.add(Cyclictest.INSTALL);
    }
  }

  /** Ends the measurement early. From any thread. */
  public void stop() {
    stop.stop();
    RunSession running = session;
    if (running != null) {
      running.stop();
    }
  }

  /**
   * Measures a loop with the run's policy, its safety chain and a journal, over the sensor values
   * of a robot that stands still: what a robot's own computer has to do.
   *
   * @param runs where the journal goes
   * @return the figures
   * @throws IOException if the sensor values cannot be written
   */
  public LoopReport whole(TemporaryRuns runs) throws IOException {
    TestMachine machine = TestMachine.now();
    List<String> overrides = overrides();
    overrides.add("loop.rate_hz=" + rateHz);
    overrides.add("timeline=[]");
    overrides.add("duration=" + durationS + "s");
    overrides.add("runs_dir=" + runs.folder());
    overrides.add("drivers=[{type: scripted, file: " + samples(runs) + ", at_end: repeat}]");
    RealtimeSettings asked = configuration(overrides).loop().realtime();
    Supplier<RealtimeReport> got = () -> session.realtime();
    open(asked, got);
    session =
        RunSession.prepare(
            file,
            overrides,
            new RunVariant() {
              @Override
              public Pacer pacer(Pacer real) {
                return turnTaking(real);
              }

              @Override
              public boolean mayBeLate() {
                return true;
              }
            });
    RunSummary run = session.run(false);
    failed = session.failed();
    if (failed) {
      notes.add("the run failed" + (run.reason() == null ? "" : ": " + run.reason()));
    }
    return report(
        run.name() + ", policy, safety and journal",
        run.latenessUs(),
        run.tickUs(),
        run.ticks(),
        run.skippedPeriods(),
        run.overruns(),
        run.overrunsByCause(),
        run.allocatedBytesPerTick(),
        machine);
  }

  /**
   * Measures a loop whose tick does nothing.
   *
   * @return the figures
   * @throws InterruptedException if this thread was interrupted meanwhile
   */
  public LoopReport bare() throws InterruptedException {
    TestMachine machine = TestMachine.now();
    List<String> overrides = overrides();
    RealtimeSettings asked = configuration(overrides).loop().realtime();
    long periodNs = periodNs();
    try (RealtimeSetup realtime = RealtimeSetup.of(asked)) {
      realtime.rehearse();
      open(asked, realtime::report);
      Clock clock = Clock.system();
      Pacer real =
          new RealtimePacer(
              periodNs, clock, ParkThenSpin.calibrated(clock, RtBudget.ofThisMachine()));
      BareLoop loop = new BareLoop();
      long ticks = Math.max(1, Math.round(durationS * rateHz));
      LoopResult result =
          loop.run(LoopSettings.of(periodNs, ticks), turnTaking(real), realtime, stop);
      failed = result.failure() != null;
      if (failed) {
        notes.add("the loop failed: " + result.failure());
      }
      return report(
          "an empty tick",
          Percentiles.of(loop.statistics().lateness()),
          Percentiles.of(loop.statistics().tick()),
          result.ticks(),
          result.skipped(),
          result.overruns(),
          result.overrunsByCause(),
          result.steadyTicks() == 0 ? null : result.bytesPerTick(),
          machine);
    }
  }

  /** Lets the thread of the turns go. */
  @Override
  public void close() {
    if (other != null) {
      other.close();
    }
  }

  private void open(RealtimeSettings asked, Supplier<RealtimeReport> got) {
    reported = got;
    other =
        new CyclictestTurns(
            cyclictest.orElse(null),
            rateHz,
            Math.max(1, Math.round(durationS / turns)),
            () -> fifo(got.get()) ? asked.threadPriority() : 0,
            () -> got.get().processors(),
            this::show);
  }

  private TurnTakingPacer turnTaking(Pacer real) {
    long sliceNs = Math.max(1, Math.round(durationS / turns * NS_PER_S));
    pacer = new TurnTakingPacer(real, periodNs(), sliceNs, turns, other);
    return pacer;
  }

  private void show(int number, WakeUpCounts soFar) {
    StringBuilder line = new StringBuilder();
    line.append("turn ").append(number).append(" of ").append(turns);
    if (soFar.count() > 0) {
      Percentiles us = soFar.percentiles();
      line.append("; so far the loop was a period late ")
          .append(pacer.late())
          .append(" times; cyclictest p50 ")
          .append(Math.round(us.p50()))
          .append(", p99.9 ")
          .append(Math.round(us.p999()))
          .append(" us");
    }
    progress.accept(line.toString());
  }

  private LoopReport report(
      String run,
      Percentiles loopUs,
      Percentiles tickUs,
      long ticks,
      long skipped,
      long overruns,
      Map<String, Long> causes,
      Double bytesPerTick,
      TestMachine machine) {
    WakeUpCounts counts = other.counts();
    boolean compared = counts.count() > 0;
    if (other.failure() != null) {
      notes.add("no comparison: " + other.failure());
    }
    RealtimeReport realtime = reported.get();
    Percentiles limitUs = compared ? counts.percentiles() : null;
    return new LoopReport(
        run,
        rateHz,
        ticks / rateHz,
        scheduler(realtime),
        loopUs,
        limitUs,
        LoopReport.ratio(loopUs, limitUs),
        skipped,
        ticks,
        ticks + skipped == 0 ? 0 : (double) skipped / (ticks + skipped),
        compared ? counts.skippedShare(periodNs() / NS_PER_US) : null,
        new LoopReport.LateShare(
            ticks == 0 ? 0 : (double) pacer.late() / ticks,
            compared ? counts.share((long) Math.ceil(1e6 / rateHz)) : null),
        overruns,
        causes,
        tickUs,
        bytesPerTick,
        pacer.spinWindow().map(PacingFigures::of).orElse(null),
        realtime,
        machine,
        failed,
        List.copyOf(notes));
  }

  private static Optional<Measure> priority(RealtimeReport report) {
    return report.measures().stream()
        .filter(measure -> measure.name().equals(RealtimeSettings.THREAD_PRIORITY))
        .findFirst();
  }

  private static boolean fifo(RealtimeReport report) {
    return priority(report).filter(m -> m.status() == Measure.Status.OK).isPresent();
  }

  private static String scheduler(RealtimeReport report) {
    return priority(report).map(Measure::got).orElse("SCHED_OTHER");
  }

  private long periodNs() {
    return Math.round(NS_PER_S / rateHz);
  }

  private RunConfiguration configuration(List<String> overrides) {
    return new RunConfigurationReader(loader()).read(file, overrides);
  }

  private static ConfigurationLoader loader() {
    return new ConfigurationLoader(new DiskFiles(), Environment.system());
  }

  /**
   * As cyclictest does, the loop keeps processors from sleeping deeply; the user may say otherwise.
   */
  private List<String> overrides() {
    List<String> overrides = new ArrayList<>(List.of("loop.idle_latency_us=0"));
    overrides.addAll(settings);
    overrides.add("loop.pacer=realtime");
    return overrides;
  }

  private Path samples(TemporaryRuns runs) throws IOException {
    ConfigurationLoader loader = loader();
    RunConfiguration configuration = new RunConfigurationReader(loader).read(file, settings);
    Path samples = runs.folder().resolve("standing.csv");
    Files.writeString(
        samples, StandingSamples.csv(RunAssembly.robot(configuration, loader), periodNs()));
    return samples;
  }
}
