package io.escapement.controller.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.RecordLayout.Region;
import io.escapement.controller.record.TickRecord;
import io.escapement.testing.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.agrona.concurrent.UnsafeBuffer;

/** A tick that is replayed over its recorded inputs and decisions gives the same bits again. */
class ReplayPropertiesTest {

  private static final int TICKS = 20;
  private static final long PERIOD_NS = 2_000_000;

  @Provide
  Arbitrary<List<RandomPipeline.Plan>> plans() {
    Arbitrary<Boolean> flag = Arbitraries.of(true, false);
    return Combinators.combine(
            Arbitraries.of(Phase.class), Arbitraries.integers().between(1, 4), flag, flag, flag)
        .as(RandomPipeline.Plan::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(7);
  }

  @Property(tries = 200)
  void a_replay_from_any_tick_gives_equal_bits(
      @ForAll("plans") List<RandomPipeline.Plan> plans,
      @ForAll long seed,
      @ForAll @IntRange(max = TICKS - 1) int keyframe) {
    List<UnsafeBuffer> journal = new ArrayList<>();
    RecordLayout layout = run(plans, seed, journal);
    Pipeline replay = new RandomPipeline(plans).replay(layout);
    assertEquals(layout, replay.record().layout());
    assertEquals(-1, firstDivergence(replay, journal, keyframe));
  }

  /** The comparison is worth something: the least change in one gain does not pass. */
  @Property(tries = 50)
  void a_gain_changed_by_one_bit_gives_other_bits(
      @ForAll("plans") List<RandomPipeline.Plan> plans, @ForAll long seed) {
    List<UnsafeBuffer> journal = new ArrayList<>();
    RecordLayout layout = run(plans, seed, journal);
    Pipeline replay = new RandomPipeline(plans).perturbed().replay(layout);
    int tick = firstDivergence(replay, journal, 0);
    assertTrue(tick >= 0 && tick < 5, "found at tick " + tick);
  }

  /** Runs live; the first record in the journal is that of tick -1. */
  private static RecordLayout run(
      List<RandomPipeline.Plan> plans, long seed, List<UnsafeBuffer> journal) {
    VirtualClock clock = new VirtualClock(seed);
    Pipeline pipeline = new RandomPipeline(plans).live(new Random(seed), clock);
    pipeline.readSources();
    journal.add(copy(pipeline.record()));
    for (int tick = 0; tick < TICKS; tick++) {
      pipeline.setTime(tick, tick * PERIOD_NS, PERIOD_NS, 0);
      pipeline.tick(clock);
      journal.add(copy(pipeline.record()));
    }
    return pipeline.record().layout();
  }

  /** Replays what follows a record of the journal; the tick of the first other byte, or -1. */
  private static int firstDivergence(Pipeline replay, List<UnsafeBuffer> journal, int keyframe) {
    TickRecord record = replay.record();
    RecordLayout layout = record.layout();
    record.copyFrom(journal.get(keyframe), 0, 0, layout.length());
    for (int tick = keyframe; tick < TICKS; tick++) {
      UnsafeBuffer expected = journal.get(tick + 1);
      record.copyFrom(expected, 0, 0, layout.end(Region.DECISION));
      replay.replayTick((stage, channels) -> {});
      for (int i = 0; i < layout.end(Region.MEMORY); i++) {
        if (record.buffer().getByte(i) != expected.getByte(i)) {
          return tick;
        }
      }
    }
    return -1;
  }

  private static UnsafeBuffer copy(TickRecord record) {
    int length = record.layout().length();
    UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
    record.copyTo(copy, 0, length);
    return copy;
  }
}
