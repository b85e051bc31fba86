package io.escapement.launch.session;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.JournalRecovery;
import io.escapement.controller.journal.JournalSurvey;
import io.escapement.controller.journal.RecordCursor;
import io.escapement.controller.journal.RecoveredJournal;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.launch.summary.RunObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Saves what killed runs left: on request, before a run is read, and when the next one starts. */
public final class RecoverySession {

  private RecoverySession() {}

  /**
   * Recovers one run.
   *
   * @param directory the run's directory
   * @return what was done; nothing where nothing was needed
   * @throws PreflightException if it is no run, or still runs
   */
  public static RecoveryReport recover(Path directory) {
    RunDirectory run = RunDirectory.open(directory);
    RecoveredJournal journal = JournalRecovery.recover(run);
    List<String> notices = new ArrayList<>(journal.notices());
    if (journal.needed() && journal.ticks() > 0 && !Files.exists(run.summary())) {
      summarise(run, notices);
    }
    return new RecoveryReport(
        run.path().toString(),
        journal.needed(),
        journal.recoveredRecords(),
        journal.ticks(),
        journal.lastTick(),
        journal.lost(),
        notices);
  }

  /**
   * Recovers a run that is about to be read, if it was killed.
   *
   * @param run the run
   * @return what the user should know, in sentences
   */
  static List<String> beforeReading(RunDirectory run) {
    return JournalRecovery.needed(run)
        ? List.of("the run had been killed; " + recover(run.path()).text())
        : List.of();
  }

  /**
   * Recovers every killed run in a folder. A run that cannot be recovered stays as it is.
   *
   * @param runsDir where runs go; need not exist
   * @return what the user should know, in sentences
   */
  static List<String> sweep(Path runsDir) {
    List<String> notices = new ArrayList<>();
    try (Stream<Path> entries = Files.list(runsDir)) {
      for (Path entry : entries.sorted().toList()) {
        if (Files.isDirectory(entry.resolve("journal"))
            && JournalRecovery.needed(RunDirectory.open(entry))) {
          notices.add(swept(entry));
        }
      }
    } catch (IOException e) {
      // There is no such folder yet, or it cannot be read: then there is nothing to save in it.
      return notices;
    }
    return notices;
  }

  private static String swept(Path entry) {
    try {
      return "a run before had been killed; " + recover(entry).text();
    } catch (PreflightException e) {
      return "a run before had been killed and could not be recovered: " + e.getMessage();
    }
  }

  private static void summarise(RunDirectory run, List<String> notices) {
    JournalReader reader = JournalReader.open(run);
    JournalSurvey survey = reader.survey();
    JournalHeader header = survey.headers().get(0);
    try (RecordedRun recorded =
        RecordedRun.of(run, header, List.of(), RecordedPlugins.ifThere(), Optional.empty())) {
      RunObserver seen =
          new RunObserver(
              recorded.assembly().robot().name(),
              recorded.assembly().robot().floatingBase(),
              recorded.assembly().names(),
              recorded.assembly().safety().certified());
      RecordCursor cursor = reader.records();
      while (cursor.next()) {
        // What a lean journal leaves out is not recomputed for a summary.
        if (cursor.type().isWhole()) {
          seen.accept(cursor.buffer(), cursor.offset(), cursor.layout());
        }
      }
      Files.writeString(
          run.summary(),
          SummaryBuilder.json(SummaryBuilder.recovered(run, recorded, survey, seen)));
    } catch (IOException | PreflightException | ConfigurationException e) {
      notices.add("the summary could not be made: " + e.getMessage());
    }
  }
}
