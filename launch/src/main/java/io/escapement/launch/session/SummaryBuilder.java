package io.escapement.launch.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.escapement.controller.journal.JournalSummary;
import io.escapement.controller.journal.JournalSurvey;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.loop.LoopResult;
import io.escapement.hardware.DriverException;
import io.escapement.launch.configuration.RunConfiguration;
import io.escapement.launch.summary.JournalFigures;
import io.escapement.launch.summary.PacingFigures;
import io.escapement.launch.summary.Percentiles;
import io.escapement.launch.summary.ProcessFigures;
import io.escapement.launch.summary.RunObserver;
import io.escapement.launch.summary.RunSummary;
import java.io.IOException;
import java.util.Locale;

/**
 * Puts a summary together from what the loop measured, what the journal holds and what its records
 * say.
 */
final class SummaryBuilder {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final PreparedRun run;
  private final RunDirectory directory;
  private final RunObserver seen;

  SummaryBuilder(PreparedRun run, RunDirectory directory, RunObserver seen) {
    this.run = run;
    this.directory = directory;
    this.seen = seen;
  }

  /**
   * The summary of a run that this process has done.
   *
   * @param startupS seconds from the start of the process to the first tick, null if there was none
   */
  RunSummary live(RunOutcome outcome, JournalSummary journal, Double startupS) {
    LoopResult result = outcome.result();
    // From the due time of the first tick to one period after that of the last: skipped periods
    // count.
    double runS = seen.durationS() + run.configuration().loop().periodNs() / 1e9;
    Double maxTilt = seen.maxTiltDeg();
    return new RunSummary(
        run.name(),
        result.end().name().toLowerCase(Locale.ROOT),
        reason(result, journal),
        result.ticks(),
        seen.policyCalls(),
        result.overruns(),
        result.overrunsByCause(),
        result.skipped(),
        seen.mode(),
        seen.transitions(),
        seen.intervenedTicks(),
        seen.certified(),
        maxTilt == null ? null : maxTilt > run.configuration().fellTiltDeg(),
        seen.baseDisplacementM(),
        seen.minBaseHeightM(),
        maxTilt,
        runS,
        outcome.elapsedNs() == 0 ? null : runS * 1e9 / outcome.elapsedNs(),
        startupS,
        outcome.spin().map(PacingFigures::of).orElse(null),
        Percentiles.of(outcome.statistics().lateness()),
        Percentiles.of(outcome.statistics().tick()),
        Percentiles.of(outcome.statistics().overhead()),
        Percentiles.of(outcome.statistics().phases()),
        result.steadyTicks() == 0 || result.failure() != null ? null : result.bytesPerTick(),
        outcome.process(),
        run.engineReports(),
        new JournalFigures(
            journal.ticks(),
            // The writer that failed does not know what the loop could no longer hand over.
            Math.max(journal.lost(), result.lost()),
            journal.bytes(),
            run.configuration().journal().record().key(),
            journal.losses(),
            journal.ringRecords(),
            journal.ringHighWater(),
            Percentiles.of(journal.appendNs())),
        run.realtime().report(),
        null,
        directory.path().toString());
  }

  /** The summary of a run whose loop cannot be asked any more: what only the loop knew is null. */
  static RunSummary recovered(
      RunDirectory directory, RecordedRun recorded, JournalSurvey survey, RunObserver seen)
      throws IOException {
    RunConfiguration configuration = recorded.configuration();
    Double maxTilt = seen.maxTiltDeg();
    return new RunSummary(
        configuration.name() == null ? recorded.assembly().robot().name() : configuration.name(),
        "recovered",
        "the process was killed",
        survey.ticks(),
        seen.policyCalls(),
        null,
        null,
        null,
        seen.mode(),
        seen.transitions(),
        seen.intervenedTicks(),
        seen.certified(),
        maxTilt == null ? null : maxTilt > configuration.fellTiltDeg(),
        seen.baseDisplacementM(),
        seen.minBaseHeightM(),
        maxTilt,
        seen.durationS() + configuration.loop().periodNs() / 1e9,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        ProcessFigures.UNKNOWN,
        null,
        new JournalFigures(
            survey.ticks(),
            survey.lost(),
            directory.journalBytes(),
            configuration.journal().record().key(),
            survey.losses(),
            null,
            null,
            null),
        null,
        null,
        directory.path().toString());
  }

  private String reason(LoopResult result, JournalSummary journal) {
    Throwable failure = result.failure();
    if (failure != null) {
      // A driver's message is made for the user; of anything else the kind is half of what it says.
      return failure instanceof DriverException ? failure.getMessage() : failure.toString();
    }
    if (seen.terminal() && !seen.transitions().isEmpty()) {
      return "last fallback: " + seen.transitions().get(seen.transitions().size() - 1).cause();
    }
    if (!journal.complete()) {
      return "the journal is not complete: " + String.join("; ", journal.notices());
    }
    return null;
  }

  static String json(RunSummary summary) {
    try {
      return JSON.writeValueAsString(summary) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a summary that cannot be written as JSON", e);
    }
  }
}
