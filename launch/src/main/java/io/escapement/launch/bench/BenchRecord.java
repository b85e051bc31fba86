package io.escapement.launch.bench;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Wiring;

/** A tick record of a given size whose content changes with every tick. */
final class BenchRecord implements AutoCloseable {

  private final Pipeline pipeline;
  private final Sensor sensor;

  /**
   * Makes the record.
   *
   * @param bytes its length, to within 64 bytes; at least {@link #leastBytes}
   */
  BenchRecord(int bytes) {
    int words = 1 + (bytes - leastBytes()) / Long.BYTES;
    sensor = new Sensor(words);
    pipeline = new PipelineBuilder().add(sensor).build();
  }

  /** Length of the shortest record: the loop's own channels and one more. */
  static int leastBytes() {
    try (Pipeline least = new PipelineBuilder().add(new Sensor(1)).build()) {
      return least.record().layout().length();
    }
  }

  TickRecord record() {
    return pipeline.record();
  }

  /** Makes the record that of a tick. */
  void tick(long tick, long periodNs) {
    pipeline.setTime(tick, tick * periodNs, periodNs, 0);
    sensor.read(tick);
  }

  @Override
  public void close() {
    pipeline.close();
  }

  private static final class Sensor implements Source {

    private final I64Channel words;

    Sensor(int count) {
      words = new I64Channel(ChannelSpec.input("bench/sensor/words", ChannelType.I64, count));
    }

    @Override
    public String name() {
      return "sensor";
    }

    @Override
    public Phase phase() {
      return Phase.READ;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.writes(words);
    }

    @Override
    public void read(long timeNs) {
      for (int i = 0; i < words.count(); i++) {
        words.set(i, timeNs + i);
      }
    }
  }
}
