package io.escapement.controller.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.JournalSettings;
import io.escapement.controller.journal.JournalSurvey;
import io.escapement.controller.journal.JournaledRun;
import io.escapement.controller.journal.RecordMode;
import io.escapement.controller.journal.SyntheticRobot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.agrona.IoUtil;

class ReplayOfJournalsPropertiesTest {

  @Property(tries = 25, edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
  void every_journal_replays_bit_for_bit_from_every_keyframe(
      @ForAll @IntRange(min = 1, max = 40) int joints,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 90) int keyframeTicks,
      @ForAll @IntRange(min = 1, max = 300) int ticks,
      @ForAll RecordMode mode,
      @ForAll @IntRange(min = 1, max = 3) int revisions,
      @ForAll @IntRange(min = 1, max = 4) int threads)
      throws IOException {
    Path folder = Files.createTempDirectory("replay");
    try {
      SyntheticRobot robot = new SyntheticRobot(joints, seed);
      JournalSettings settings = JournaledRun.settings(mode, keyframeTicks);
      JournaledRun run = JournaledRun.recordRevisions(folder, robot, settings, ticks, revisions);
      JournalReader reader = run.reader();
      Verifier verifier =
          new Verifier(
              reader,
              header -> robot.withRevision(header.revision() % 2).replaying(header.layout()),
              header -> BoundaryRule.EXACT);
      long last = (long) ticks * revisions - 1;
      for (JournalSurvey.Keyframe keyframe : reader.survey().keyframes()) {
        // The record before the first tick and that of the first tick have the same time.
        long fromNs = keyframe.tick() == -1 ? Long.MIN_VALUE : keyframe.timeNs() + 1;
        Verification verification = verifier.verify(new Stretch(fromNs, Long.MAX_VALUE, threads));
        assertTrue(verification.passed());
        assertEquals(last - keyframe.tick(), verification.compared());
      }
    } finally {
      IoUtil.delete(folder.toFile(), false);
    }
  }
}
