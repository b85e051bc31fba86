package io.escapement.launch.session;

import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.JournalProblem;
import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.JournalSurvey;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.replay.BoundaryRule;
import io.escapement.controller.replay.Stretch;
import io.escapement.controller.replay.Verification;
import io.escapement.controller.replay.Verifier;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.choice.ChosenEngines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The re-execution of a recorded run. A run that was killed is recovered first. Used by one thread.
 */
public final class ReplaySession {

  private static final double NS_PER_S = 1e9;

  private final JournalReader reader;
  private final List<String> overrides;
  private final RecordedPlugins plugins;
  private final Optional<InferenceEngine> engine;
  private final List<String> notices;

  private ReplaySession(
      JournalReader reader,
      List<String> overrides,
      RecordedPlugins plugins,
      Optional<InferenceEngine> engine,
      List<String> notices) {
    this.reader = reader;
    this.overrides = List.copyOf(overrides);
    this.plugins = plugins;
    this.engine = engine;
    this.notices = notices;
  }

  /**
   * Opens a run.
   *
   * @param directory its directory
   * @param overrides {@code key=value} each, over the run's own configuration
   * @return a session
   * @throws io.escapement.controller.config.PreflightException if it is no run, or still runs
   */
  public static ReplaySession open(Path directory, List<String> overrides) {
    return open(directory, overrides, List.of());
  }

  /**
   * Opens a run whose plug-ins may have moved.
   *
   * @param directory its directory
   * @param overrides {@code key=value} each, over the run's own configuration
   * @param plugins jars, or folders of them, among which the run's own are looked for by content
   * @return a session
   * @throws io.escapement.controller.config.PreflightException if it is no run, or still runs
   */
  public static ReplaySession open(Path directory, List<String> overrides, List<Path> plugins) {
    return open(directory, overrides, plugins, Optional.empty());
  }

  /**
   * Opens a run to be replayed with a given inference engine.
   *
   * @param directory its directory
   * @param overrides {@code key=value} each, over the run's own configuration
   * @param engine evaluates every model, whatever recorded
   * @return a session
   * @throws io.escapement.controller.config.PreflightException if it is no run, or still runs
   */
  public static ReplaySession open(Path directory, List<String> overrides, InferenceEngine engine) {
    return open(directory, overrides, List.of(), Optional.of(engine));
  }

  private static ReplaySession open(
      Path directory,
      List<String> overrides,
      List<Path> plugins,
      Optional<InferenceEngine> engine) {
    RunSchemas.prepare();
    RunDirectory run = RunDirectory.open(directory);
    List<String> notices = new ArrayList<>(RecoverySession.beforeReading(run));
    return new ReplaySession(
        JournalReader.open(run), overrides, RecordedPlugins.demanded(plugins), engine, notices);
  }

  /**
   * Re-executes the whole run in as many threads as there are processors.
   *
   * @return what was found
   */
  public VerificationReport verify() {
    return verify(Stretch.whole(), BoundaryRule.DEFAULT_TOLERANCE);
  }

  /**
   * Re-executes a part of the run.
   *
   * @param fromS from the keyframe before this time of the run, seconds
   * @param toS up to this time of the run, seconds
   * @param threads how many threads
   * @param tolerance of inference, where it cannot be expected to repeat its bits
   * @return what was found
   */
  public VerificationReport verify(double fromS, double toS, int threads, double tolerance) {
    return verify(
        new Stretch(Math.round(fromS * NS_PER_S), Math.round(toS * NS_PER_S), threads), tolerance);
  }

  private VerificationReport verify(Stretch stretch, double tolerance) {
    JournalSurvey survey = reader.survey();
    List<String> problems = survey.problems().stream().map(JournalProblem::text).toList();
    boolean readable = !survey.headers().isEmpty();
    if (!problems.isEmpty() || !readable) {
      // What fails its checksum is not worth re-executing: the journal is not what the run wrote.
      return new VerificationReport(
          reader.run().path().toString(),
          survey.ticks(),
          0,
          0,
          null,
          0,
          0,
          readable ? survey.headers().get(0).settings().record().key() : "unknown",
          problems.isEmpty() ? List.of("the journal has no header") : problems,
          notices,
          false);
    }
    JournalHeader first = survey.headers().get(0);
    List<String> all = new ArrayList<>(notices);
    Verification found;
    try (RecordedRun run = RecordedRun.of(reader.run(), first, overrides, plugins, engine)) {
      ChosenEngines engines = run.assembly().engines().chosen();
      all.addAll(engines.notices());
      found =
          new Verifier(
                  reader,
                  header -> run.assembly().replayPipeline(header.layout()),
                  header -> BoundaryRule.of(header, engines.identities(), tolerance))
              .verify(stretch);
    }
    all.addAll(found.notices());
    return new VerificationReport(
        reader.run().path().toString(),
        found.ticks(),
        found.compared(),
        found.mismatches(),
        found.first(),
        found.timesRealTime(),
        found.segments(),
        first.settings().record().key(),
        problems,
        all,
        found.passed());
  }
}
