package io.escapement.safety.scoring;

import io.escapement.controller.stage.Stage;
import io.escapement.safety.filter.FilterStages;
import io.escapement.safety.supervisor.ModeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The scores of a run: what was read of them, from which each pipeline gets stages of its own. */
public final class Scores {

  /**
   * A score.
   *
   * @param alarm when it is an alarm
   * @param windowNs over which it is averaged as the user wrote it, nanoseconds; 0 for one tick
   * @param type as the user wrote it
   * @param stages makes the stages that compute it
   * @param filter makes the filter that acts on it, or empty
   */
  public record Entry(
      AlarmSettings alarm,
      long windowNs,
      String type,
      Supplier<List<Stage>> stages,
      Optional<FilterStages.Factory> filter) {

    /**
     * Checks that all are there.
     *
     * @param alarm not null
     * @param windowNs 0 or more
     * @param type not null
     * @param stages not null
     * @param filter not null
     */
    public Entry {
      Objects.requireNonNull(alarm, "alarm");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(stages, "stages");
      Objects.requireNonNull(filter, "filter");
    }

    /**
     * The score for people.
     *
     * @return its name, type, window and when it is an alarm, in one line
     */
    public String text() {
      String over = windowNs == 0 ? "" : " over " + windowNs / 1e6 + " ms";
      String when =
          Double.isInfinite(alarm.threshold())
              ? "recorded only"
              : "alarm above " + alarm.threshold();
      String with = alarm.with().map(other -> " if " + other + " is over too").orElse("");
      return alarm.score() + ": " + type + over + ", " + when + with;
    }
  }

  private final String robot;
  private final ModeTable modes;
  private final List<Entry> entries;

  /**
   * Puts scores together.
   *
   * @param robot the robot's name
   * @param modes of the run's supervisor
   * @param entries in the order of the run's list
   */
  public Scores(String robot, ModeTable modes, List<Entry> entries) {
    this.robot = robot;
    this.modes = modes;
    this.entries = List.copyOf(entries);
  }

  /**
   * The scores.
   *
   * @return in the order of the run's list
   */
  public List<Entry> entries() {
    return entries;
  }

  /**
   * The filters that act on scores, to be the first of the chain.
   *
   * @return in the order of the run's list
   */
  public List<FilterStages.Factory> filters() {
    return entries.stream().flatMap(entry -> entry.filter().stream()).toList();
  }

  /**
   * Makes the stages of one pipeline.
   *
   * @return the scores' in order, then the alarms'; none for a run without scores
   */
  public List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    if (entries.isEmpty()) {
      return stages;
    }
    for (Entry entry : entries) {
      stages.addAll(entry.stages().get());
    }
    stages.add(new AlarmStage(robot, entries.stream().map(Entry::alarm).toList(), modes));
    return stages;
  }
}
