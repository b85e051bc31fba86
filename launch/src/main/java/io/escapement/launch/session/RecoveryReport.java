package io.escapement.launch.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a recovery did, as {@code recover --json} prints it.
 *
 * @param runDir the run's directory
 * @param needed whether there was anything to do
 * @param recoveredRecords records that were taken over from shared memory
 * @param ticks ticks that are in the journal now
 * @param lastTick number of the last of them, -1 if none ran
 * @param lost ticks that ran but could not be saved
 * @param notices what the user should know
 */
public record RecoveryReport(
    @JsonProperty("run_dir") String runDir,
    boolean needed,
    @JsonProperty("recovered_records") long recoveredRecords,
    long ticks,
    @JsonProperty("last_tick") long lastTick,
    long lost,
    List<String> notices) {

  /**
   * The report for people.
   *
   * @return one line, and one for each notice
   */
  public String text() {
    StringBuilder text = new StringBuilder(runDir).append(": ");
    if (needed) {
      text.append("recovered ")
          .append(recoveredRecords)
          .append(" records from shared memory; the journal now holds ")
          .append(ticks)
          .append(" ticks up to tick ")
          .append(lastTick)
          .append(", ")
          .append(lost)
          .append(" lost");
    } else {
      text.append("nothing to recover; the journal holds ").append(ticks).append(" ticks");
    }
    notices.forEach(notice -> text.append("\n  note: ").append(notice));
    return text.toString();
  }
}
