package io.escapement.launch.acceptance;

import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.JournalSurvey;
import io.escapement.controller.journal.RecordCursor;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.record.RecordLayout.Slot;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks into a run's journal. */
final class JournalReading {

  private final JournalReader reader;

  private JournalReading(JournalReader reader) {
    this.reader = reader;
  }

  static JournalReading of(Path run) {
    return new JournalReading(JournalReader.open(RunDirectory.open(run)));
  }

  JournalSurvey survey() {
    return reader.survey();
  }

  /** A channel's place in a record of the first revision. */
  Slot slot(String channel) {
    return survey().headers().get(0).layout().find(channel);
  }

  /** The state's hash of every record. */
  List<Long> stateHashes() {
    List<Long> hashes = new ArrayList<>();
    RecordCursor cursor = reader.records();
    while (cursor.next()) {
      hashes.add(cursor.stateHash());
    }
    return hashes;
  }

  /** Every value of a channel of f64 in every record that is there as a whole. */
  List<double[]> doubles(String channel) {
    Slot slot = slot(channel);
    List<double[]> values = new ArrayList<>();
    RecordCursor cursor = reader.records();
    while (cursor.next()) {
      double[] elements = new double[slot.spec().count()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] =
            cursor
                .buffer()
                .getDouble(
                    cursor.offset() + slot.offset() + i * Double.BYTES, ByteOrder.nativeOrder());
      }
      values.add(elements);
    }
    return values;
  }

  /** Every value of a channel of f32 in every record that is there as a whole. */
  List<float[]> floats(String channel) {
    Slot slot = slot(channel);
    List<float[]> values = new ArrayList<>();
    RecordCursor cursor = reader.records();
    while (cursor.next()) {
      float[] elements = new float[slot.spec().count()];
      for (int i = 0; i < elements.length; i++) {
        int at = cursor.offset() + slot.offset() + i * Float.BYTES;
        elements[i] = cursor.buffer().getFloat(at, ByteOrder.nativeOrder());
      }
      values.add(elements);
    }
    return values;
  }

  /** The first element of a channel of i32 in every record that is there as a whole. */
  List<Integer> integers(String channel) {
    Slot slot = slot(channel);
    List<Integer> values = new ArrayList<>();
    RecordCursor cursor = reader.records();
    while (cursor.next()) {
      values.add(cursor.buffer().getInt(cursor.offset() + slot.offset(), ByteOrder.nativeOrder()));
    }
    return values;
  }
}
