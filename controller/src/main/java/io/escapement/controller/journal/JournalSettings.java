package io.escapement.controller.journal;

import io.escapement.controller.config.YamlNode;
import java.util.Objects;

/**
 * How a run is journaled.
 *
 * @param record how much of every record is kept
 * @param keyframeTicks ticks from one full record that replay can start from to the next, at least
 *     1
 * @param ringBytes size of the ring between loop and writer
 * @param reserveBytes free space that the run wants on its disk
 * @param syncMs period at which the writer brings the journal to the disk, milliseconds; 0 leaves
 *     that to the system
 * @param roll when a new queue file begins
 */
public record JournalSettings(
    RecordMode record,
    int keyframeTicks,
    long ringBytes,
    long reserveBytes,
    int syncMs,
    QueueRoll roll) {

  /** Settings of a run whose configuration says nothing about its journal. */
  public static final JournalSettings DEFAULT =
      new JournalSettings(RecordMode.FULL, 1000, 64L << 20, 256L << 20, 100, QueueRoll.HOURLY);

  /**
   * Checks the parts.
   *
   * @param record not null
   * @param keyframeTicks at least 1
   * @param ringBytes at least 1
   * @param reserveBytes not negative
   * @param syncMs not negative
   * @param roll not null
   */
  public JournalSettings {
    Objects.requireNonNull(record, "record");
    Objects.requireNonNull(roll, "roll");
    if (keyframeTicks < 1 || ringBytes < 1 || reserveBytes < 0 || syncMs < 0) {
      throw new IllegalArgumentException(
          "keyframe_ticks "
              + keyframeTicks
              + ", ring "
              + ringBytes
              + " bytes, reserve "
              + reserveBytes
              + " bytes, sync_ms "
              + syncMs
              + ": expected at least 1, 1, 0, 0");
    }
  }

  /**
   * Reads the keys {@code record, keyframe_ticks, ring_mb, reserve_mb, sync_ms, roll} of a run's
   * configuration, each with a default; others are left to their owners.
   *
   * @param node the mapping under {@code journal}
   * @return the settings
   * @throws io.escapement.controller.config.ConfigurationException if a value is not permitted
   */
  public static JournalSettings of(YamlNode node) {
    return new JournalSettings(
        node.optional("record").map(mode -> mode.oneOf(RecordMode.class)).orElse(DEFAULT.record),
        integer(node, "keyframe_ticks", 1, DEFAULT.keyframeTicks),
        (long) integer(node, "ring_mb", 1, (int) (DEFAULT.ringBytes >> 20)) << 20,
        (long) integer(node, "reserve_mb", 0, (int) (DEFAULT.reserveBytes >> 20)) << 20,
        integer(node, "sync_ms", 0, DEFAULT.syncMs),
        node.optional("roll").map(roll -> roll.oneOf(QueueRoll.class)).orElse(DEFAULT.roll));
  }

  private static int integer(YamlNode node, String key, int min, int otherwise) {
    return node.optional(key).map(value -> value.integer(min, 1 << 24)).orElse(otherwise);
  }

  /**
   * The same settings with another amount kept of every record.
   *
   * @param mode how much
   * @return a copy
   */
  public JournalSettings withRecord(RecordMode mode) {
    return new JournalSettings(mode, keyframeTicks, ringBytes, reserveBytes, syncMs, roll);
  }

  /**
   * The same settings with another distance of keyframes.
   *
   * @param ticks from one to the next
   * @return a copy
   */
  public JournalSettings withKeyframeTicks(int ticks) {
    return new JournalSettings(record, ticks, ringBytes, reserveBytes, syncMs, roll);
  }

  /**
   * The same settings with another ring.
   *
   * @param bytes its size
   * @return a copy
   */
  public JournalSettings withRingBytes(long bytes) {
    return new JournalSettings(record, keyframeTicks, bytes, reserveBytes, syncMs, roll);
  }
}
