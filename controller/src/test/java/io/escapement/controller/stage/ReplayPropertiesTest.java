package io.escapement.controller.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.testing.RecordedRun;
import io.escapement.testing.VirtualClock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

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
      @ForAll @IntRange(max = TICKS - 1) int fromTick) {
    RecordedRun run = run(plans, seed);
    Pipeline replay = new RandomPipeline(plans).replay(run.layout());
    assertEquals(Optional.empty(), run.firstDivergence(replay, fromTick));
  }

  /** The comparison is worth something: the least change in one gain does not pass. */
  @Property(tries = 50)
  void a_gain_changed_by_one_bit_is_found_in_its_stage(
      @ForAll("plans") List<RandomPipeline.Plan> plans, @ForAll long seed) {
    RecordedRun run = run(plans, seed);
    RandomPipeline perturbed = new RandomPipeline(plans).perturbed();
    String divergence = run.firstDivergence(perturbed.replay(run.layout())).orElse("none");
    assertTrue(divergence.contains(", " + perturbed.lastStage()), divergence);
  }

  private static RecordedRun run(List<RandomPipeline.Plan> plans, long seed) {
    VirtualClock clock = new VirtualClock(seed);
    Pipeline live = new RandomPipeline(plans).live(new Random(seed), clock);
    return RecordedRun.of(live, TICKS, PERIOD_NS);
  }
}
