package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.RecordLayout;
import io.escapement.launch.text.Table;
import java.util.List;
import java.util.Locale;

/**
 * The channels of a run's records.
 *
 * @param kind {@code channels}
 * @param path the run directory
 * @param revision the revision whose records these are
 * @param recordBytes size of a record
 * @param channels in the order of their places in the record
 */
public record ChannelsView(
    String kind,
    String path,
    int revision,
    @JsonProperty("record_bytes") int recordBytes,
    List<ChannelView> channels)
    implements Inspected {

  private static final int SHOWN_LABELS = 4;

  /**
   * One channel.
   *
   * @param name its name
   * @param type element type
   * @param count number of elements
   * @param role what it is to a replay
   * @param boundary whether an inference engine writes it
   * @param unit unit and convention, may be empty
   * @param labels one for each element, or none
   * @param offset bytes from the start of the record
   */
  public record ChannelView(
      String name,
      String type,
      int count,
      String role,
      boolean boundary,
      String unit,
      List<String> labels,
      int offset) {

    static ChannelView of(RecordLayout.Slot slot) {
      ChannelSpec spec = slot.spec();
      return new ChannelView(
          spec.name(),
          spec.type().name().toLowerCase(Locale.ROOT),
          spec.count(),
          spec.role().name().toLowerCase(Locale.ROOT),
          spec.boundary(),
          spec.unit(),
          spec.labels(),
          slot.offset());
    }
  }

  static ChannelsView of(String path, JournalHeader header) {
    return new ChannelsView(
        "channels",
        path,
        header.revision(),
        header.layout().length(),
        header.layout().slots().stream().map(ChannelView::of).toList());
  }

  @Override
  public String text() {
    Table table = new Table(0);
    table.row("channel", "type", "role", "unit", "elements");
    for (ChannelView channel : channels) {
      table.row(
          channel.name(),
          channel.type() + "[" + channel.count() + "]",
          channel.boundary() ? channel.role() + ", boundary" : channel.role(),
          channel.unit(),
          labels(channel.labels()));
    }
    return table.text().stripTrailing();
  }

  private static String labels(List<String> labels) {
    return labels.size() <= SHOWN_LABELS
        ? String.join(" ", labels)
        : String.join(" ", labels.subList(0, SHOWN_LABELS)) + " ...";
  }
}
