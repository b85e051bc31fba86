package io.escapement.controller.replay;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.RecordLayout.Slot;
import java.util.List;
import java.util.Locale;

/** Holds the layout of a rebuilt pipeline against the journal's. */
final class LayoutMatch {

  private LayoutMatch() {}

  /**
   * Demands that every channel lies where the journal has it. Units and labels, which change no
   * bits, may differ.
   *
   * @throws PreflightException naming the first channel that does not
   */
  static void demand(RecordLayout journal, RecordLayout rebuilt) {
    List<Slot> recorded = journal.slots();
    List<Slot> here = rebuilt.slots();
    for (int i = 0; i < Math.max(recorded.size(), here.size()); i++) {
      Slot expected = i < recorded.size() ? recorded.get(i) : null;
      Slot found = i < here.size() ? here.get(i) : null;
      if (expected == null || found == null || !same(expected, found)) {
        Slot named = expected == null ? found : expected;
        throw PreflightException.at("replay")
            .key(named.spec().name())
            .summary("the pipeline's record is not laid out as the journal's")
            .expected(shown(expected))
            .found(shown(found))
            .remedy(
                "replay with the files of the run and settings that leave its channels as they are")
            .build();
      }
    }
  }

  private static boolean same(Slot a, Slot b) {
    ChannelSpec x = a.spec();
    ChannelSpec y = b.spec();
    return x.name().equals(y.name())
        && x.type() == y.type()
        && x.count() == y.count()
        && x.role() == y.role()
        && x.boundary() == y.boundary()
        && a.offset() == b.offset();
  }

  private static String shown(Slot slot) {
    if (slot == null) {
      return "no further channel";
    }
    ChannelSpec spec = slot.spec();
    return spec.name()
        + " "
        + spec.type().name().toLowerCase(Locale.ROOT)
        + "["
        + spec.count()
        + "] "
        + (spec.boundary() ? "boundary" : spec.role().name().toLowerCase(Locale.ROOT))
        + " at byte "
        + slot.offset();
  }
}
