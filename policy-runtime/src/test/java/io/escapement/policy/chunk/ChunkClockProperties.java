package io.escapement.policy.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.bundle.ChunkSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for every order of arrivals, delays, losses and late ticks. */
class ChunkClockProperties {

  /** Chunks are told apart by their values: the thousands count chunks, the rest actions. */
  private static final int CHUNK = 1000;

  private record Answer(int number, long sourceNs, long arrivesNs) {}

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void noActionIsExecutedTwiceNorBeforeNorAfterItsTimeNorFromAChunkThatWasReplaced(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int length,
      @ForAll @IntRange(min = 1, max = 6) int stepTicks,
      @ForAll @IntRange(max = 80) int mostDelayTicks) {
    Random random = new Random(seed);
    long stepNs = stepTicks * ChunkLoop.TICK_NS;
    ChunkSpec spec = ChunkSpec.of(length, stepNs);
    Set<Float> executed = new HashSet<>();
    List<Answer> under = new ArrayList<>();
    long[] sources = new long[CHUNK];
    int asked = 0;
    int newest = 0;
    int before = 0;
    try (ChunkLoop loop = new ChunkLoop(spec, 1, true)) {
      long tick = 0;
      for (int i = 0; i < 400; i++) {
        long now = tick * ChunkLoop.TICK_NS;
        if (!under.isEmpty() && under.get(0).arrivesNs() <= now) {
          Answer answer = under.remove(0);
          double[] values = new double[length];
          for (int k = 0; k < length; k++) {
            values[k] = answer.number() * CHUNK + k;
          }
          loop.give(answer.sourceNs(), values);
          newest = answer.number();
        } else if (under.isEmpty() && random.nextInt(4) == 0) {
          asked++;
          sources[asked] = now;
          // At the earliest on the next tick, as a request is answered.
          long delay = (1 + random.nextInt(mostDelayTicks + 1)) * ChunkLoop.TICK_NS;
          under.add(new Answer(asked, now, now + delay));
        }
        loop.tickAt(now);
        if (loop.begins() && loop.i64("chunk/executed") > 0) {
          float value = loop.action(0);
          int chunk = (int) value / CHUNK;
          int index = (int) value % CHUNK;
          assertTrue(executed.add(value), "executed twice: " + value);
          assertEquals(newest, chunk, "from a chunk that was replaced");
          assertTrue(chunk >= before);
          before = chunk;
          // The clock of the actions goes on over a splice, so that a chunk that was asked for
          // between two actions is executed at most half a step off its own time.
          long dueNs = sources[chunk] + index * stepNs;
          long half = stepNs / 2 + ChunkLoop.TICK_NS / 2;
          assertTrue(now >= dueNs - half, "early by " + (dueNs - now));
          assertTrue(now < dueNs + stepNs + half, "late by " + (now - dueNs));
        }
        tick += random.nextInt(20) == 0 ? 1 + random.nextInt(10) : 1;
      }
      assertEquals(executed.size(), loop.i64("chunk/executed"));
    }
  }

  @Property(tries = 100)
  void inlineOneActionBeginsEachStepFromTheNewestChunk(
      @ForAll @IntRange(min = 1, max = 12) int length,
      @ForAll @IntRange(min = 1, max = 5) int stepTicks,
      @ForAll @IntRange(min = 1, max = 12) int execute) {
    int steps = Math.min(length, execute);
    try (ChunkLoop loop =
        new ChunkLoop(ChunkSpec.of(length, stepTicks * ChunkLoop.TICK_NS), 1, false)) {
      int period = steps * stepTicks;
      for (int tick = 0; tick < 5 * period; tick++) {
        if (tick % period == 0) {
          double[] values = new double[length];
          for (int k = 0; k < length; k++) {
            values[k] = tick / period * CHUNK + k;
          }
          loop.give(0, values);
        }
        loop.tick();
        assertEquals(tick % stepTicks == 0, loop.begins());
        if (loop.begins()) {
          assertEquals(tick / period * CHUNK + tick % period / stepTicks, loop.action(0));
        }
      }
    }
  }
}
