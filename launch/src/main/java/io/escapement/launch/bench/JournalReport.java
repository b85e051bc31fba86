package io.escapement.launch.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.launch.text.Numbers;
import io.escapement.launch.text.Table;

/**
 * What the journal costs and holds. Times are microseconds.
 *
 * @param rateHz ticks a second of the paced part
 * @param recordBytes length of a record
 * @param handOffUs the loop's side: copying a record into the ring
 * @param appendUs the writer's side: encoding a record and appending it to the queue
 * @param paced what else the paced part told
 * @param sustained what the writer holds without end
 * @param ring the ring between the two
 * @param disk where the runs go
 * @param machine what was measured on
 */
public record JournalReport(
    @JsonProperty("rate_hz") double rateHz,
    @JsonProperty("record_bytes") int recordBytes,
    @JsonProperty("hand_off_us") Times handOffUs,
    @JsonProperty("append_us") Times appendUs,
    Paced paced,
    Sustained sustained,
    Ring ring,
    Place disk,
    TestMachine machine) {

  /**
   * The same work in two situations.
   *
   * @param backToBack one at once after the other
   * @param paced at the rate, in real time
   */
  public record Times(@JsonProperty("back_to_back") TailTimes backToBack, TailTimes paced) {}

  /**
   * The paced part.
   *
   * @param ticks records that were made
   * @param skipped periods that were skipped
   * @param lost records that found the ring full
   * @param ringHighWater most records that waited in the ring
   * @param pageFaults page faults of the thread that stood for the loop's; null off Linux
   * @param writerWakesPerS how often the writer was woken, a second; null off Linux
   * @param writerCpu share of one processor that the writer took; null off Linux
   */
  public record Paced(
      long ticks,
      long skipped,
      long lost,
      @JsonProperty("ring_high_water") long ringHighWater,
      @JsonProperty("page_faults") Long pageFaults,
      @JsonProperty("writer_wakes_per_s") Double writerWakesPerS,
      @JsonProperty("writer_cpu") Double writerCpu) {}

  /**
   * The part at the writer's own pace.
   *
   * @param recordsPerS records a second
   * @param mbPerS megabytes of records a second
   * @param records records that were made
   * @param lost records that the journal does not hold; none if it is right
   */
  public record Sustained(
      @JsonProperty("records_per_s") double recordsPerS,
      @JsonProperty("mb_per_s") double mbPerS,
      long records,
      long lost) {}

  /**
   * The ring.
   *
   * @param records records that it holds
   * @param folder where it lies
   * @param fileSystem on what
   */
  public record Ring(long records, String folder, @JsonProperty("file_system") String fileSystem) {}

  /**
   * The disk.
   *
   * @param folder where the runs go
   * @param fileSystem on what
   */
  public record Place(String folder, @JsonProperty("file_system") String fileSystem) {}

  /**
   * The report for people.
   *
   * @return a table of times in microseconds, and what else there is to say
   */
  public String text() {
    Table table = new Table(2);
    table.row("us", "p50", "p99", "p99.9", "p99.99", "max");
    row(table, "hand-off, back to back", handOffUs.backToBack());
    row(table, "hand-off, paced", handOffUs.paced());
    row(table, "append, back to back", appendUs.backToBack());
    row(table, "append, paced", appendUs.paced());
    return "journal: records of "
        + recordBytes
        + " bytes, paced at "
        + Numbers.of(rateHz)
        + " Hz\n"
        + table.text()
        + "  paced      "
        + paced.ticks()
        + " ticks, "
        + paced.skipped()
        + " periods skipped, "
        + paced.lost()
        + " lost, at most "
        + paced.ringHighWater()
        + " of "
        + ring.records()
        + " records in the ring\n"
        + (paced.pageFaults() == null ? "" : threads())
        + "  sustained  "
        + Numbers.of(sustained.recordsPerS())
        + " records/s, "
        + Numbers.of(sustained.mbPerS())
        + " MB/s over "
        + sustained.records()
        + " records, "
        + sustained.lost()
        + " lost\n  ring in "
        + ring.folder()
        + " ("
        + ring.fileSystem()
        + "), runs in "
        + disk.folder()
        + " ("
        + disk.fileSystem()
        + ")\n  "
        + machine.text();
  }

  private String threads() {
    return "  threads    "
        + paced.pageFaults()
        + " page faults on the loop's side; the writer woke "
        + Math.round(paced.writerWakesPerS())
        + " times/s and took "
        + Numbers.of(100 * paced.writerCpu())
        + " % of a processor\n";
  }

  private static void row(Table table, String name, TailTimes us) {
    table.row(
        name,
        Numbers.of(us.p50()),
        Numbers.of(us.p99()),
        Numbers.of(us.p999()),
        Numbers.of(us.p9999()),
        Numbers.of(us.max()));
  }
}
