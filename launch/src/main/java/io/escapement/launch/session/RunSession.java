package io.escapement.launch.session;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Sha256;
import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.JournalSummary;
import io.escapement.controller.journal.JournalWriter;
import io.escapement.controller.journal.LatestRecord;
import io.escapement.controller.journal.Provenance;
import io.escapement.controller.journal.RecordTap;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.journal.SharedRing;
import io.escapement.controller.loop.Loop;
import io.escapement.controller.loop.LoopResult;
import io.escapement.controller.loop.LoopSettings;
import io.escapement.controller.loop.LoopStatistics;
import io.escapement.controller.loop.Pacer;
import io.escapement.controller.loop.Revision;
import io.escapement.controller.realtime.RealtimeReport;
import io.escapement.controller.realtime.RealtimeSetup;
import io.escapement.controller.stage.Pipeline;
import io.escapement.launch.configuration.PacerKind;
import io.escapement.launch.configuration.RunConfiguration;
import io.escapement.launch.summary.RunSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One live run from preflight to summary: opens the journal and the devices, runs the loop on a
 * thread of its own, and brings everything down again whatever happens. Used by one thread; the end
 * can be asked for by any.
 */
public final class RunSession implements AutoCloseable {

  /** How long the loop still runs in the last fallback when it is asked to end. */
  private static final long GRACE_NS = 300_000_000L;

  private final PreparedRun prepared;
  private final RunVariant variant;
  private final List<RecordTap> taps = new ArrayList<>();
  private boolean closed;
  private boolean failed;
  private Throwable failure;

  private RunSession(PreparedRun prepared, RunVariant variant) {
    this.prepared = prepared;
    this.variant = variant;
  }

  /**
   * Reads a run and does its preflight. Devices are open afterwards, and nothing moves.
   *
   * @param file the run's YAML
   * @param overrides {@code key=value} each
   * @return a session that is ready to run
   * @throws io.escapement.controller.config.ConfigurationException if the YAML is wrong
   * @throws PreflightException if something does not hold
   */
  public static RunSession prepare(Path file, List<String> overrides) {
    return prepare(file, overrides, RunVariant.NONE);
  }

  /**
   * The same for a run that is changed to be measured.
   *
   * @param file the run's YAML
   * @param overrides {@code key=value} each
   * @param variant what is changed
   * @return a session that is ready to run
   * @throws io.escapement.controller.config.ConfigurationException if the YAML is wrong
   * @throws PreflightException if something does not hold
   */
  public static RunSession prepare(Path file, List<String> overrides, RunVariant variant) {
    RunSchemas.prepare();
    return new RunSession(PreparedRun.of(file, overrides, variant), variant);
  }

  /**
   * Does the preflight of a run and nothing else.
   *
   * @param file the run's YAML
   * @param overrides {@code key=value} each
   * @return what was found, if everything holds
   * @throws io.escapement.controller.config.ConfigurationException if the YAML is wrong
   * @throws PreflightException if something does not hold
   */
  public static CheckReport check(Path file, List<String> overrides) {
    try (PreparedRun run = PreparedRun.measured(file, overrides)) {
      return run.report();
    }
  }

  /**
   * Asks the run to end in the robot's last fallback; asked a second time, at once. From any
   * thread.
   */
  public void stop() {
    prepared.stop().stop();
  }

  /**
   * Whether the run failed: a stage or driver threw, it ended in a last fallback that nobody had
   * planned, or its journal is incomplete.
   *
   * @return false until {@link #run} has returned
   */
  public boolean failed() {
    return failed;
  }

  /**
   * What a stage or driver threw on the loop's thread.
   *
   * @return empty if nothing did, and until {@link #run} has returned
   */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Shows a watcher every record of the run, on the journal's writer thread. To be called before
   * {@link #run}.
   *
   * @param tap the watcher
   */
  public void observe(RecordTap tap) {
    taps.add(tap);
  }

  /**
   * What the loop's thread and the process got of what was asked for.
   *
   * @return before {@link #run}, what they would get
   */
  public RealtimeReport realtime() {
    return prepared.realtime().report();
  }

  /**
   * Runs to the end, and closes the session.
   *
   * @param live whether a line is shown on standard error while it runs
   * @return the run in figures; also in the run directory
   */
  public RunSummary run(boolean live) {
    try {
      return journaled(live);
    } finally {
      close();
    }
  }

  /** Lets go of the devices of a run that is not to be. Closing twice does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      prepared.close();
    }
  }

  private RunSummary journaled(boolean live) {
    RunConfiguration configuration = prepared.configuration();
    RecoverySession.sweep(configuration.runsDir())
        .forEach(notice -> System.err.println("note: " + notice));
    prepared.engineNotices().forEach(notice -> System.err.println("note: " + notice));
    RunDirectory directory =
        RunDirectory.create(configuration.runsDir(), prepared.name(), Instant.now());
    String resolved = prepared.resolved();
    prepared.files().filesRead().copyTo(directory.files());
    write(directory.runYaml(), resolved);
    prepared.realtime().report().notes().forEach(note -> System.err.println("note: " + note));
    SummaryTap tap = new SummaryTap(prepared.assembly().run());
    taps.add(tap);
    RunOutcome outcome;
    JournalSummary journal;
    try (JournalWriter writer = JournalWriter.start(directory, configuration.journal(), taps)) {
      SharedRing ring = writer.open(header(directory, resolved));
      outcome = looped(ring, live);
      journal = writer.finish();
      if (!journal.complete()) {
        tap.last(prepared.pipeline().record());
      }
    }
    journal.notices().forEach(notice -> System.err.println("note: " + notice));
    RunSummary summary =
        new SummaryBuilder(prepared, directory, tap.observer())
            .live(outcome, journal, tap.startupS());
    failure = outcome.result().failure();
    failed |=
        outcome.failed()
            || tap.observer().terminal()
            || !journal.complete()
            || summary.journal().lost() > 0;
    try {
      write(directory.summary(), SummaryBuilder.json(summary));
    } catch (PreflightException e) {
      // A full disk must not take the figures with it: they are still to be printed.
      failed = true;
      System.err.println(e.getMessage());
    }
    return summary;
  }

  private RunOutcome looped(SharedRing ring, boolean live) {
    Pipeline pipeline = prepared.pipeline();
    RunConfiguration configuration = prepared.configuration();
    long periodNs = configuration.loop().periodNs();
    // Off the simulator the operator asks for the end, and the loop goes on for the last fallback.
    long maxTicks =
        configuration.durationNs().isPresent() && prepared.assembly().drivers().simulator()
            ? Math.max(1, Math.round((double) configuration.durationNs().getAsLong() / periodNs))
            : Long.MAX_VALUE;
    LoopStatistics statistics = new LoopStatistics(variant.listener(prepared.stop()));
    Pacer pacer = variant.pacer(prepared.assembly().pacer());
    Loop loop =
        new Loop(
            LoopSettings.of(periodNs, maxTicks),
            new Revision(0, pipeline, variant.sink(ring)),
            pacer,
            prepared.assembly().clock(),
            statistics,
            prepared.stop(),
            Math.max(1, GRACE_NS / periodNs));
    RealtimeSetup realtime = prepared.realtime();
    try (LoopThread thread = new LoopThread(loop, realtime::applyToThread, ring::consumed)) {
      // The drives do not obey yet; the warm-up wants the world as it is.
      readWorld(pipeline, periodNs);
      if (thread.warmUp()) {
        // While nothing moves: fetching pages takes its time.
        realtime.lockMemory();
        new RealtimeCheck(configuration).demand(realtime);
        prepared.assembly().drivers().activate();
        readWorld(pipeline, periodNs);
      }
      try (LiveLine line = live ? line(ring, pipeline, statistics) : null) {
        if (line != null) {
          line.start(pipeline.record().buffer());
        }
        LoopResult result = thread.runToEnd();
        return new RunOutcome(
            result, statistics, pacer.spinWindow(), thread.elapsedNs(), thread.process());
      }
    } finally {
      deactivate();
    }
  }

  /**
   * The record before the first tick holds the world as it is, one period before the run begins.
   */
  private static void readWorld(Pipeline pipeline, long periodNs) {
    pipeline.setTime(-1, -periodNs, periodNs, 0);
    pipeline.readSources();
  }

  private LiveLine line(SharedRing ring, Pipeline pipeline, LoopStatistics statistics) {
    return new LiveLine(
        LatestRecord.of(ring),
        pipeline.record().layout(),
        prepared.assembly().run().robot().name(),
        prepared.assembly().run().names(),
        statistics,
        System.err);
  }

  /** A driver that does not confirm its end must not take the journal and the summary with it. */
  private void deactivate() {
    try {
      prepared.assembly().drivers().deactivate();
    } catch (RuntimeException e) {
      failed = true;
      System.err.println("note: " + e.getMessage());
    }
  }

  private JournalHeader header(RunDirectory directory, String resolved) {
    RunConfiguration configuration = prepared.configuration();
    PacerKind pacer = configuration.loop().pacer();
    return new JournalHeader(
        directory.newRunId(),
        0,
        prepared.pipeline().record().layout(),
        new JournalHeader.Schedule(
            configuration.loop().periodNs(),
            pacer.name().toLowerCase(Locale.ROOT),
            prepared.assembly().clock().wallTimeNs(),
            0),
        configuration.journal(),
        Provenance.ofThisProcess(
            prepared.files().filesRead().files(),
            Sha256.of(resolved.getBytes(StandardCharsets.UTF_8)),
            prepared.assembly().run().engines().chosen().identities(),
            0,
            prepared.extensions().jars()));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw PreflightException.at(file)
          .summary("the file cannot be written")
          .found(e.toString())
          .remedy("make room on the disk, or set runs_dir to a folder that you may write")
          .cause(e)
          .build();
    }
  }
}
