package io.escapement.safety.scoring;

import io.escapement.safety.score.WindowedAlarm;
import java.util.Objects;
import java.util.Optional;

/**
 * When a score is an alarm.
 *
 * @param score its name
 * @param window ticks over which it is averaged, 1 or more
 * @param threshold above which the mean is over; infinite for a score that is only recorded
 * @param with another score that has to be over its threshold too, or empty; that one is then no
 *     alarm of the run by itself
 */
public record AlarmSettings(String score, int window, double threshold, Optional<String> with) {

  /**
   * Checks the numbers.
   *
   * @param score not null
   * @param window 1 or more
   * @param threshold a number, or infinite
   * @param with not null
   */
  public AlarmSettings {
    Objects.requireNonNull(score, "score");
    Objects.requireNonNull(with, "with");
    if (window < 1 || Double.isNaN(threshold)) {
      throw new IllegalArgumentException(score + ": window " + window + ", " + threshold);
    }
  }

  WindowedAlarm alarm() {
    return new WindowedAlarm(window, threshold);
  }
}
