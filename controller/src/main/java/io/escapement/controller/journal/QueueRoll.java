package io.escapement.controller.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** When the queue goes on in a new file. */
public enum QueueRoll {
  /** At each full hour, UTC. */
  HOURLY(3_600_000L, "uuuuMMdd-HH"),
  /** At midnight, UTC. */
  DAILY(86_400_000L, "uuuuMMdd");

  /** What the names of a queue's files end with; the F stands for Chronicle's fast indexing. */
  static final String EXTENSION = "F.cq4";

  private final long cycleMs;
  private final String nameFormat;

  QueueRoll(long cycleMs, String nameFormat) {
    this.cycleMs = cycleMs;
    this.nameFormat = nameFormat;
  }

  /**
   * Length of a file in time.
   *
   * @return milliseconds
   */
  public long cycleMs() {
    return cycleMs;
  }

  /** Name that Chronicle Queue gives the file of a cycle, counted since 1970. */
  String fileName(long cycle) {
    return DateTimeFormatter.ofPattern(nameFormat, Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(Instant.ofEpochMilli(cycle * cycleMs))
        + EXTENSION;
  }

  /** The cycle of a file, counted since 1970. */
  long cycleOf(String fileName) {
    TemporalAccessor parsed =
        DateTimeFormatter.ofPattern(nameFormat + "'" + EXTENSION + "'", Locale.ROOT)
            .parse(fileName);
    int hour =
        parsed.isSupported(ChronoField.HOUR_OF_DAY) ? parsed.get(ChronoField.HOUR_OF_DAY) : 0;
    return LocalDate.from(parsed).atTime(hour, 0).toInstant(ZoneOffset.UTC).toEpochMilli()
        / cycleMs;
  }

  /**
   * The name in configuration and in the journal's header.
   *
   * @return {@code hourly} or {@code daily}
   */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a roll by its name.
   *
   * @param key {@code hourly} or {@code daily}
   * @return the roll
   * @throws IllegalArgumentException for another name
   */
  public static QueueRoll of(String key) {
    for (QueueRoll roll : values()) {
      if (roll.key().equals(key)) {
        return roll;
      }
    }
    throw new IllegalArgumentException("roll '" + key + "', expected hourly or daily");
  }
}
