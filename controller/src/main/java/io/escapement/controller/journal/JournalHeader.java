package io.escapement.controller.journal;

import io.escapement.controller.record.RecordLayout;
import java.util.Objects;

/**
 * What stands before the records of a revision: everything that is needed to read them, and to
 * build the pipeline that made them once more.
 *
 * @param runId identity of the run, at most 64 characters of ASCII
 * @param revision 0 for the first, rising by one
 * @param layout where each channel lies in a record
 * @param schedule how the loop was paced, and when
 * @param settings how the run was journaled
 * @param provenance what the run was made from
 */
public record JournalHeader(
    String runId,
    int revision,
    RecordLayout layout,
    Schedule schedule,
    JournalSettings settings,
    Provenance provenance) {

  /** Version of the journal's format that this code writes. */
  public static final int FORMAT_VERSION = 1;

  /**
   * How a loop was paced.
   *
   * @param periodNs control period, nanoseconds
   * @param pacer {@code realtime}, {@code device} or {@code lockstep}
   * @param wallNs wall clock when the header was made, nanoseconds since 1970
   * @param timeNs time of the run at that moment, nanoseconds since its start
   */
  public record Schedule(long periodNs, String pacer, long wallNs, long timeNs) {

    /**
     * Checks the parts.
     *
     * @param periodNs positive
     * @param pacer not null
     * @param wallNs any moment
     * @param timeNs any time
     */
    public Schedule {
      Objects.requireNonNull(pacer, "pacer");
      if (periodNs <= 0) {
        throw new IllegalArgumentException("period of " + periodNs + " ns");
      }
    }
  }

  /**
   * Checks the parts.
   *
   * @param runId not null
   * @param revision not negative
   * @param layout not null
   * @param schedule not null
   * @param settings not null
   * @param provenance not null
   */
  public JournalHeader {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(provenance, "provenance");
    if (revision < 0 || runId.isEmpty() || !runId.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("run id '" + runId + "', revision " + revision);
    }
  }

  /**
   * The header as the journal holds it.
   *
   * @return JSON in UTF-8
   */
  public byte[] toJson() {
    return HeaderJson.write(this);
  }

  /**
   * Reads a header.
   *
   * @param json JSON in UTF-8, as {@link #toJson} gives it
   * @return the header
   * @throws JournalException if it is no header, of a later format, or contradicts itself
   */
  public static JournalHeader fromJson(byte[] json) {
    return HeaderJson.read(json);
  }
}
