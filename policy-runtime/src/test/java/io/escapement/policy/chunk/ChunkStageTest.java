package io.escapement.policy.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.bundle.ChunkSpec;
import io.escapement.policy.bundle.ChunkSpec.Dry;
import io.escapement.policy.bundle.ChunkSpec.Merge;
import io.escapement.policy.bundle.PrefixSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChunkStageTest {

  /** Two ticks. */
  private static final long STEP_NS = 8_000_000;

  private static ChunkSpec spec(int length, int first, Optional<String> critic, Dry dry) {
    return new ChunkSpec(
        length,
        STEP_NS,
        first,
        Merge.LATEST_ONLY,
        0.01,
        PrefixSchedule.LINEAR,
        critic,
        dry,
        20_000_000);
  }

  private static final ChunkSpec FOUR = spec(4, 0, Optional.empty(), Dry.STOP);

  /** The actions that begin in a number of ticks, "." for a tick on which none does. */
  private static List<String> begun(ChunkLoop loop, int ticks) {
    List<String> begun = new ArrayList<>();
    for (int i = 0; i < ticks; i++) {
      loop.tick();
      begun.add(loop.begins() ? Float.toString(loop.action(0)) : ".");
    }
    return begun;
  }

  @Test
  void theHorizonRecedesByWhatIsExecuted() {
    try (ChunkLoop loop = new ChunkLoop(FOUR, 1, false)) {
      loop.give(0, 1, 2, 3, 4);
      assertEquals(List.of("1.0", ".", "2.0", "."), begun(loop, 4));
      assertEquals(2, loop.i32("chunk/remaining"));
      loop.give(0, 5, 6, 7, 8);
      assertEquals(List.of("5.0", ".", "6.0", ".", "7.0"), begun(loop, 5));
      assertEquals(2, loop.i64("chunk/taken"));
      assertEquals(5, loop.i64("chunk/executed"));
    }
  }

  @Test
  void actionsBeforeThatOfTheObservationArePassedOver() {
    try (ChunkLoop loop = new ChunkLoop(spec(4, 1, Optional.empty(), Dry.STOP), 1, false)) {
      loop.give(0, 1, 2, 3, 4);
      assertEquals(List.of("2.0", ".", "3.0", ".", "4.0", "."), begun(loop, 6));
    }
  }

  @Test
  void eachActionHasAllItsElements() {
    try (ChunkLoop loop = new ChunkLoop(FOUR, 2, false)) {
      loop.give(0, 1, 10, 2, 20, 3, 30, 4, 40);
      loop.tick();
      loop.tick();
      loop.tick();
      assertEquals(2, loop.action(0));
      assertEquals(20, loop.action(1));
    }
  }

  @Test
  void theCriticsBestLengthIsExecutedAndAnotherChunkIsWantedOnItsLastAction() {
    try (ChunkLoop loop = new ChunkLoop(spec(3, 0, Optional.of("q"), Dry.HOLD), 1, false)) {
      loop.giver.q = new double[] {1, 3, 2};
      loop.give(0, 1, 2, 3);
      loop.tick();
      assertEquals(1, loop.i32("chunk/remaining"), "two of three");
      assertEquals(0, loop.i32("chunk/wants"));
      loop.tick();
      loop.tick();
      assertEquals(2, loop.action(0));
      assertEquals(1, loop.i32("chunk/wants"));
      assertEquals(List.of(".", ".", "."), begun(loop, 3));
    }
  }

  @Test
  void actionsWhoseTimeHasPassedAreNotExecuted() {
    try (ChunkLoop loop = new ChunkLoop(FOUR, 1, true)) {
      begun(loop, 5);
      loop.give(0, 1, 2, 3, 4);
      // At 20 ms the third action, of 16 to 24 ms, is in its second half.
      assertEquals(List.of("3.0", "4.0", "."), begun(loop, 3));
    }
  }

  @Test
  void theActionInForceStaysUntilTheNextOnesTime() {
    try (ChunkLoop loop = new ChunkLoop(FOUR, 1, true)) {
      loop.give(0, 1, 2, 3, 4);
      begun(loop, 3);
      loop.give(0, 5, 6, 7, 8);
      assertEquals(List.of(".", "7.0", ".", "8.0"), begun(loop, 4));
      assertEquals(0, loop.i32("chunk/splice"));
    }
  }

  @Test
  void theTickOnWhichANewChunkBeginsToCountIsMarked() {
    try (ChunkLoop loop = new ChunkLoop(FOUR, 1, true)) {
      loop.give(0, 1, 2, 3, 4);
      loop.tick();
      assertEquals(1, loop.i32("chunk/splice"));
      begun(loop, 2);
      assertEquals(0, loop.i32("chunk/splice"));
      loop.give(0, 5, 6, 7, 8);
      loop.tick();
      assertEquals(0, loop.i32("chunk/splice"));
      loop.tick();
      assertEquals(1, loop.i32("chunk/splice"));
    }
  }

  @Test
  void aChunkThatRanDryHoldsForItsTimeAndIsThenInvalid() {
    try (ChunkLoop loop = new ChunkLoop(FOUR, 1, false)) {
      loop.give(0, 1, 2, 3, 4);
      begun(loop, 8);
      assertEquals(1, loop.i32("chunk/valid"));
      // From 32 ms on there is nothing; 20 ms later it is no longer valid.
      for (int i = 0; i < 5; i++) {
        loop.tick();
        assertFalse(loop.begins());
        assertEquals(1, loop.i32("chunk/valid"));
      }
      loop.tick();
      assertEquals(0, loop.i32("chunk/valid"));
      assertEquals(6, loop.i64("chunk/dry_ticks"));
      loop.give(0, 5, 6, 7, 8);
      loop.tick();
      assertEquals(5, loop.action(0));
      assertEquals(1, loop.i32("chunk/valid"));
      assertEquals(6, loop.i64("chunk/dry_ticks"));
    }
  }

  @Test
  void underHoldTheLastActionStaysValid() {
    try (ChunkLoop loop = new ChunkLoop(spec(4, 0, Optional.empty(), Dry.HOLD), 1, false)) {
      loop.give(0, 1, 2, 3, 4);
      begun(loop, 100);
      assertEquals(1, loop.i32("chunk/valid"));
      assertEquals(92, loop.i64("chunk/dry_ticks"));
    }
  }

  @Test
  void beforeTheFirstChunkTheActionIsZeroForATime() {
    try (ChunkLoop loop = new ChunkLoop(FOUR, 1, true)) {
      assertEquals(List.of("0.0", ".", ".", ".", "."), begun(loop, 5));
      assertEquals(1, loop.i32("chunk/valid"));
      loop.tick();
      assertEquals(0, loop.i32("chunk/valid"));
    }
  }

  @Test
  void aChunkThatIsNotFiniteIsPassedOnAsSuchAndNotPlanned() {
    try (ChunkLoop loop = new ChunkLoop(FOUR, 1, false)) {
      loop.give(0, 1, 2, 3, 4);
      begun(loop, 4);
      loop.give(0, 5, 6, Double.NaN, 8);
      loop.tick();
      assertTrue(loop.begins());
      assertTrue(Float.isNaN(loop.action(0)));
      assertEquals(1, loop.i64("chunk/rejected"));
      assertEquals(List.of(".", "4.0", "."), begun(loop, 3), "the plan goes on");
    }
  }

  @Test
  void aResetForgetsWhatWasPlannedBefore() {
    ChunkSpec average = FOUR.mergedBy(Merge.AVERAGE);
    try (ChunkLoop loop = new ChunkLoop(average, 1, false)) {
      loop.give(0, 1, 2, 3, 4);
      begun(loop, 4);
      loop.give(0, 5, 6, 7, 8);
      assertEquals(List.of("4.0", ".", "5.0", "."), begun(loop, 4));
      loop.giver.reset();
      loop.give(0, 5, 6, 7, 8);
      assertEquals(List.of("5.0", ".", "6.0", "."), begun(loop, 4));
    }
  }

  @Test
  void besideTheLoopAResetForgetsThePlanAndTheAnswerThatWasAskedForBefore() {
    try (ChunkLoop loop = new ChunkLoop(FOUR.mergedBy(Merge.AVERAGE), 1, true)) {
      loop.give(0, 1, 2, 3, 4);
      assertEquals(List.of("1.0", ".", "2.0"), begun(loop, 3));
      loop.startAfresh();
      loop.give(8_000_000, 91, 92, 93, 94);
      assertEquals(List.of("0.0", ".", "."), begun(loop, 3), "as before the first chunk");
      assertEquals(1, loop.i64("chunk/taken"));
      loop.give(12_000_000, 5, 6, 7, 8);
      assertEquals(List.of("6.0", "7.0", "."), begun(loop, 3), "not averaged with the old plan");
    }
  }

  @Test
  void afterAResetAChunkThatIsNotFiniteLeavesNothingToExecute() {
    try (ChunkLoop loop = new ChunkLoop(FOUR, 1, false)) {
      loop.give(0, 1, 2, 3, 4);
      begun(loop, 2);
      loop.giver.reset();
      loop.give(0, 5, 6, Double.NaN, 8);
      assertEquals(List.of("NaN", ".", ".", ".", "."), begun(loop, 5));
    }
  }

  @Test
  void predictionsOfAllChunksAreWeighedByTheirAge() {
    ChunkSpec ensemble =
        new ChunkSpec(
            4,
            STEP_NS,
            0,
            Merge.TEMPORAL_ENSEMBLE,
            0.01,
            PrefixSchedule.LINEAR,
            Optional.empty(),
            Dry.STOP,
            0);
    try (ChunkLoop loop = new ChunkLoop(ensemble, 1, false)) {
      // The fourth action is predicted as 1, 2, 3 and 4 by one chunk after the other.
      for (double prediction : new double[] {1, 2, 3, 4}) {
        loop.give(0, prediction, prediction, prediction, prediction);
        loop.tick();
        if (prediction < 4) {
          loop.tick();
        }
      }
      assertEquals(2.4875, loop.action(0), 5e-6);
    }
  }

  @Test
  void aBlendHoldsWhatIsCommittedAndFades() {
    ChunkSpec blend = spec(8, 0, Optional.empty(), Dry.STOP).mergedBy(Merge.BLEND);
    try (ChunkLoop loop = new ChunkLoop(blend, 1, true)) {
      loop.give(0, 0, 0, 0, 0, 0, 0, 0, 0);
      begun(loop, 4);
      // At 16 ms the third action begins; from here on five of the old chunk are left.
      loop.give(8_000_000, 1, 1, 1, 1, 1, 1, 1, 1);
      List<String> begun = begun(loop, 16);
      begun.removeIf("."::equals);
      List<Double> expected = List.of(1 / 7., 2 / 7., 3 / 7., 4 / 7., 5 / 7., 6 / 7., 1.);
      assertEquals(expected.size(), begun.size());
      for (int i = 0; i < expected.size(); i++) {
        assertEquals(expected.get(i), Double.parseDouble(begun.get(i)), 1e-6);
      }
    }
  }
}
