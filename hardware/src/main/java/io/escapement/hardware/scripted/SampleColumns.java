package io.escapement.hardware.scripted;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.F64Channel;
import java.util.ArrayList;
import java.util.List;

/** The columns of one channel: all of its elements, or none. */
final class SampleColumns {

  private final Samples samples;
  private final F64Channel channel;
  private final int[] columns;

  private SampleColumns(Samples samples, F64Channel channel, int[] columns) {
    this.samples = samples;
    this.channel = channel;
    this.columns = columns;
  }

  /** Prefix of a channel's columns: its name without the robot. */
  static String prefix(String channelName) {
    return channelName.substring(channelName.indexOf('/') + 1) + "/";
  }

  /**
   * Finds the columns of a channel.
   *
   * @param source what the samples are called in messages
   * @return the columns, or null if there is none of this channel
   * @throws PreflightException if some elements have a column and some do not
   */
  static SampleColumns bind(String source, Samples samples, F64Channel channel) {
    ChannelSpec spec = channel.declaration();
    String prefix = prefix(spec.name());
    if (samples.columnsOf(prefix).isEmpty()) {
      return null;
    }
    int[] columns = new int[spec.count()];
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      columns[i] = samples.columns().indexOf(prefix + spec.label(i));
      if (columns[i] < 0) {
        missing.add(prefix + spec.label(i));
      }
    }
    if (!missing.isEmpty()) {
      throw PreflightException.at(source)
          .summary("columns are missing")
          .expected(String.join(", ", missing))
          .found(String.join(", ", samples.columnsOf(prefix)))
          .build();
    }
    return new SampleColumns(samples, channel, columns);
  }

  /** Writes a sample into the channel. */
  void write(int sample) {
    for (int i = 0; i < columns.length; i++) {
      channel.set(i, samples.value(sample, columns[i]));
    }
  }
}
