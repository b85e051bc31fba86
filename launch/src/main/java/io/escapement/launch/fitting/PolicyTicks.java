package io.escapement.launch.fitting;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Sha256;
import io.escapement.controller.feature.Feature;
import io.escapement.controller.feature.RecordedFeatures;
import io.escapement.controller.journal.DocumentType;
import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.RecordCursor;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.RecordLayout.Slot;
import io.escapement.safety.scoring.Episode;
import io.escapement.safety.supervisor.ModeTable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * The features of a recorded run on the ticks on which its scores count: those after ticks on which
 * the mode {@code policy} was in force.
 */
final class PolicyTicks {

  private static final String MODE = "/supervisor/mode";

  private final Path path;
  private final JournalReader reader;
  private final String robot;
  private final RecordedFeatures features;

  private PolicyTicks(Path path, JournalReader reader, String robot, RecordedFeatures features) {
    this.path = path;
    this.reader = reader;
    this.robot = robot;
    this.features = features;
  }

  /** Takes ticks one after the other. */
  @FunctionalInterface
  interface Visitor {

    /**
     * Takes a tick.
     *
     * @param tick its number
     * @param begins whether no policy commanded on the tick before
     * @param x the features, overwritten by the next tick's
     */
    void visit(long tick, boolean begins, double[] x);
  }

  /**
   * Opens a run.
   *
   * @param path its directory
   * @param wanted features
   * @throws PreflightException if it is no run, is damaged, or did not record them
   */
  static PolicyTicks open(Path path, List<Feature> wanted) {
    JournalReader reader = JournalReader.open(RunDirectory.open(path));
    reader.demandSound();
    if (reader.survey().headers().size() != 1) {
      throw PreflightException.at(path)
          .summary("the run changed its record on the way, and counts as no single episode")
          .build();
    }
    RecordLayout layout = reader.survey().headers().get(0).layout();
    String robot = robot(path, layout);
    return new PolicyTicks(
        path, reader, robot, new RecordedFeatures(path.toString(), layout, robot, wanted));
  }

  private static String robot(Path path, RecordLayout layout) {
    for (Slot slot : layout.slots()) {
      if (slot.spec().name().endsWith(MODE)) {
        return slot.spec().name().substring(0, slot.spec().name().length() - MODE.length());
      }
    }
    throw PreflightException.at(path).summary("the run recorded no supervisor").build();
  }

  RecordedFeatures features() {
    return features;
  }

  String robot() {
    return robot;
  }

  long periodNs() {
    return reader.survey().headers().get(0).schedule().periodNs();
  }

  /**
   * Goes through the run.
   *
   * @param visitor takes each tick that counts
   * @return what the run is known by
   * @throws PreflightException if no tick counts, or the journal kept inputs only
   */
  Episode each(Visitor visitor) {
    int mode = reader.survey().headers().get(0).layout().find(robot + MODE).offset();
    double[] x = new double[features.size()];
    ByteArrayOutputStream identity = new ByteArrayOutputStream();
    ByteBuffer pair = ByteBuffer.allocate(2 * Long.BYTES);
    boolean counts = false;
    boolean counted = false;
    long ticks = 0;
    RecordCursor cursor = reader.records();
    while (cursor.next()) {
      demandWhole(cursor);
      identity.writeBytes(pair.putLong(0, cursor.tick()).putLong(8, cursor.stateHash()).array());
      if (cursor.tick() >= 0 && counts) {
        features.read(cursor.buffer(), cursor.offset(), x);
        visitor.visit(cursor.tick(), !counted, x);
        ticks++;
      }
      counted = counts && cursor.tick() >= 0;
      counts =
          cursor.buffer().getInt(cursor.offset() + mode, ByteOrder.nativeOrder())
              == ModeTable.POLICY;
    }
    if (ticks == 0) {
      throw PreflightException.at(path)
          .summary("no policy commanded on any tick of the run, so it says nothing")
          .remedy("leave the run out")
          .build();
    }
    return new Episode(
        path.toAbsolutePath().normalize().getFileName().toString(),
        reader.survey().headers().get(0).runId(),
        Sha256.of(identity.toByteArray()),
        ticks);
  }

  private void demandWhole(RecordCursor cursor) {
    if (cursor.type() == DocumentType.LEAN) {
      throw PreflightException.at(path)
          .summary("the journal kept the inputs of each tick only")
          .expected("journal: {record: full}")
          .found("record: inputs")
          .remedy("record the runs to learn from in full")
          .build();
    }
  }
}
