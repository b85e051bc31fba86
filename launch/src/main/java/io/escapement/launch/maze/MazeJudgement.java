package io.escapement.launch.maze;

import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.RecordCursor;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.RecordLayout.Slot;
import io.escapement.launch.summary.RunSummary;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Goes through a run's journal and says what it did. */
final class MazeJudgement {

  private static final double GOAL_RADIUS_M = 0.02;

  private final MazeRules rules;
  private final RecordLayout layout;
  private final RecordCursor cursor;

  private MazeJudgement(MazeRules rules, JournalReader reader) {
    this.rules = rules;
    layout = reader.survey().headers().get(0).layout();
    cursor = reader.records();
  }

  /**
   * Judges a run.
   *
   * @param rules what it is held against
   * @param summary of the run
   * @return its figures
   */
  static MazeFigures of(MazeRules rules, RunSummary summary) {
    Path run = Path.of(summary.runDir());
    return new MazeJudgement(rules, JournalReader.open(RunDirectory.open(run))).figures(summary);
  }

  private MazeFigures figures(RunSummary summary) {
    boolean certified = has("maze/certified/changed");
    double injectedJ = 0;
    double peakN = 0;
    long limits = 0;
    long barriers = 0;
    long changed = 0;
    boolean reached = false;
    while (cursor.next()) {
      if (cursor.tick() < 0) {
        continue;
      }
      injectedJ = Math.max(injectedJ, values("maze/sim/injected_beyond_gravity")[0]);
      peakN = Math.max(peakN, values("maze/sim/peak_contact_force")[0]);
      limits += isAnyJointBeyond() ? 1 : 0;
      barriers += rules.planes().stream().anyMatch(p -> p.isLeft(values(p.sensor()))) ? 1 : 0;
      changed += certified && integer("maze/certified/changed") != 0 ? 1 : 0;
      double[] peg = values("maze/sensors/peg");
      double[] goal = values("maze/sensors/goal");
      reached = StrictMath.hypot(peg[0] - goal[0], peg[1] - goal[1]) < GOAL_RADIUS_M;
    }
    return new MazeFigures(
        injectedJ,
        rules.budgetJ(),
        limits,
        barriers,
        peakN,
        reached,
        changed,
        summary.mode(),
        summary.runDir());
  }

  private boolean isAnyJointBeyond() {
    double[] position = values("maze/joints/position");
    double[] velocity = values("maze/joints/velocity");
    for (int i = 0; i < position.length; i++) {
      if (rules.isBroken(i, position[i], velocity[i])) {
        return true;
      }
    }
    return false;
  }

  private boolean has(String channel) {
    return layout.slots().stream().anyMatch(slot -> slot.spec().name().equals(channel));
  }

  private int integer(String channel) {
    int at = cursor.offset() + layout.find(channel).offset();
    return cursor.buffer().getInt(at, ByteOrder.nativeOrder());
  }

  private double[] values(String channel) {
    Slot slot = layout.find(channel);
    double[] values = new double[slot.spec().count()];
    for (int i = 0; i < values.length; i++) {
      int at = cursor.offset() + slot.offset() + i * Double.BYTES;
      values[i] = cursor.buffer().getDouble(at, ByteOrder.nativeOrder());
    }
    return values;
  }
}
