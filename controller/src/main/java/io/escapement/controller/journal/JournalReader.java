package io.escapement.controller.journal;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the journal of a run, with nothing but the run directory, which need not be writable. Files
 * are mapped and given back when nothing refers to them any more. Safe for several threads; each
 * takes cursors of its own.
 */
public final class JournalReader {

  private final RunDirectory run;
  private final List<QueueFile> files;
  private final Surveyor surveyor;
  private final JournalSurvey survey;

  private JournalReader(RunDirectory run, List<QueueFile> files, Surveyor surveyor) {
    this.run = run;
    this.files = files;
    this.surveyor = surveyor;
    this.survey = surveyor.survey();
  }

  /**
   * Opens a journal and checks every document of it.
   *
   * @param run the run
   * @return a reader; {@link JournalSurvey#problems} says what does not hold
   * @throws PreflightException if there is no journal, or it cannot be read at all
   */
  public static JournalReader open(RunDirectory run) {
    try {
      List<QueueFile> files = new ArrayList<>();
      for (Path path : QueueFile.list(run.journal())) {
        files.add(QueueFile.map(path));
      }
      if (files.isEmpty()) {
        throw PreflightException.at(run.journal())
            .summary("there is no journal")
            .expected("a file that ends with " + QueueRoll.EXTENSION)
            .found("none")
            .remedy(
                JournalRecovery.needed(run)
                    ? "the run was killed; run: escapement recover " + run.path()
                    : "the run ended before its first tick; there is nothing to read")
            .build();
      }
      return new JournalReader(run, files, Surveyor.run(files));
    } catch (IOException e) {
      throw PreflightException.at(run.journal())
          .summary("the journal cannot be read")
          .found(e.toString())
          .cause(e)
          .build();
    }
  }

  /**
   * What the first pass found.
   *
   * @return the survey, fixed at opening
   */
  public JournalSurvey survey() {
    return survey;
  }

  /**
   * The run that the journal belongs to.
   *
   * @return its directory
   */
  public RunDirectory run() {
    return run;
  }

  /**
   * Refuses a journal in which anything does not hold.
   *
   * @throws PreflightException if the survey has problems; names the documents
   */
  public void demandSound() {
    if (survey.problems().isEmpty()) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    for (JournalProblem problem : survey.problems()) {
      problems.add(
          PreflightException.at(run.journal().resolve(problem.file()))
              .summary(problem.text())
              .remedy(
                  survey.ended()
                      ? "the journal is damaged; use another copy of the run"
                      : "if the run was killed, run: escapement recover " + run.path())
              .problem());
    }
    throw new PreflightException(problems);
  }

  /**
   * Every record from the start.
   *
   * @return a new cursor before the first record
   */
  public RecordCursor records() {
    return new RecordCursor(new DocumentCursor(files), survey);
  }

  /**
   * The records from a keyframe on.
   *
   * @param keyframe one of the survey's
   * @return a new cursor before the keyframe
   */
  public RecordCursor recordsFrom(JournalSurvey.Keyframe keyframe) {
    DocumentCursor cursor = new DocumentCursor(files);
    cursor.seek(keyframe.file(), keyframe.position());
    return new RecordCursor(cursor, survey);
  }

  /**
   * The last keyframe at or before a tick.
   *
   * @param tick the tick
   * @return the keyframe, or empty if the tick lies before every one
   */
  public Optional<JournalSurvey.Keyframe> keyframeAtTick(long tick) {
    JournalSurvey.Keyframe found = null;
    for (JournalSurvey.Keyframe keyframe : survey.keyframes()) {
      if (keyframe.tick() <= tick) {
        found = keyframe;
      }
    }
    return Optional.ofNullable(found);
  }

  /**
   * The last keyframe at or before a time.
   *
   * @param timeNs nanoseconds since the start of the run
   * @return the keyframe; the first of the run where the time lies before it, empty if there is
   *     none
   */
  public Optional<JournalSurvey.Keyframe> keyframeAtTime(long timeNs) {
    JournalSurvey.Keyframe found = null;
    for (JournalSurvey.Keyframe keyframe : survey.keyframes()) {
      if (found == null || keyframe.timeNs() <= timeNs) {
        found = keyframe;
      }
    }
    return Optional.ofNullable(found);
  }

  Surveyor surveyor() {
    return surveyor;
  }

  String lastFileName() {
    return files.get(files.size() - 1).name();
  }
}
