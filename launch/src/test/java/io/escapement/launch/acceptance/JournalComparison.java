package io.escapement.launch.acceptance;

import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.RecordCursor;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.RecordLayout.Slot;
import io.escapement.controller.record.Role;
import java.nio.file.Path;

/**
 * Holds the journals of two runs against each other, every channel but those of the role timing.
 *
 * @param records how many records were compared
 * @param channels how many channels of each
 * @param firstDifference tick, channel and byte of the first difference, or null
 */
record JournalComparison(long records, int channels, String firstDifference) {

  static JournalComparison of(Path a, Path b) {
    RecordCursor first = JournalReader.open(RunDirectory.open(a)).records();
    RecordCursor second = JournalReader.open(RunDirectory.open(b)).records();
    long records = 0;
    int channels = 0;
    while (first.next()) {
      if (!second.next()) {
        return new JournalComparison(records, channels, b + " ends before tick " + first.tick());
      }
      if (!first.layout().equals(second.layout())) {
        return new JournalComparison(records, channels, "the layouts differ");
      }
      String difference = difference(first, second);
      if (difference != null) {
        return new JournalComparison(records, channels, difference);
      }
      channels = compared(first.layout());
      records++;
    }
    return new JournalComparison(
        records, channels, second.next() ? a + " ends before tick " + second.tick() : null);
  }

  private static int compared(RecordLayout layout) {
    return (int) layout.slots().stream().filter(slot -> slot.spec().role() != Role.TIMING).count();
  }

  private static String difference(RecordCursor a, RecordCursor b) {
    if (a.tick() != b.tick() || a.type() != b.type() || a.length() != b.length()) {
      return "tick " + a.tick() + " " + a.type() + " against " + b.tick() + " " + b.type();
    }
    if (a.stateHash() != b.stateHash()) {
      return "tick " + a.tick() + ": state hash";
    }
    for (Slot slot : a.layout().slots()) {
      if (slot.spec().role() != Role.TIMING && slot.end() <= a.length()) {
        for (int i = slot.offset(); i < slot.end(); i++) {
          if (a.buffer().getByte(a.offset() + i) != b.buffer().getByte(b.offset() + i)) {
            return "tick " + a.tick() + ": " + slot.spec().name() + ", byte " + (i - slot.offset());
          }
        }
      }
    }
    return null;
  }
}
