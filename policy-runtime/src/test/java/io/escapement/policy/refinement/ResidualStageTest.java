package io.escapement.policy.refinement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.action.ActionMap;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.refinement.ResidualSpec.Combination;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ResidualStageTest {

  private static final float[] VALUES = {
    0, -0f, 1, -1, 1e-30f, 3e38f, Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NaN
  };

  /** Gives base and residual as a policy would. */
  private static final class Given implements Source {

    private final float[] base;
    private final float[] residual;
    private final int residualIsValid;
    private final F32Channel baseAction;
    private final F32Channel residualAction;
    private final I32Channel baseValid =
        new I32Channel(ChannelSpec.input("r/given/base_valid", ChannelType.I32, 1));
    private final I32Channel residualValid =
        new I32Channel(ChannelSpec.input("r/given/residual_valid", ChannelType.I32, 1));

    Given(float[] base, float[] residual, int residualIsValid) {
      this.base = base;
      this.residual = residual;
      this.residualIsValid = residualIsValid;
      baseAction = new F32Channel(ChannelSpec.input("r/given/base", ChannelType.F32, base.length));
      residualAction =
          new F32Channel(ChannelSpec.input("r/given/residual", ChannelType.F32, residual.length));
    }

    @Override
    public String name() {
      return "given";
    }

    @Override
    public Phase phase() {
      return Phase.READ;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.writes(baseAction);
      wiring.writes(residualAction);
      wiring.writes(baseValid);
      wiring.writes(residualValid);
    }

    @Override
    public void read(long timeNs) {
      for (int i = 0; i < base.length; i++) {
        baseAction.set(i, base[i]);
      }
      for (int i = 0; i < residual.length; i++) {
        residualAction.set(i, residual[i]);
      }
      baseValid.set(0, 1);
      residualValid.set(0, residualIsValid);
    }
  }

  private record Refined(
      float[] action, double[] change, int[] saturated, double share, int valid) {}

  private static ActionMap map(double scale, Bounds raw, int... actuators) {
    ActionMap map = new ActionMap();
    ActionSpec spec =
        new ActionSpec(
            ActionSpec.Type.RESIDUAL,
            Optional.empty(),
            PerElement.of(scale),
            Optional.of(PerElement.ZERO),
            raw,
            Bounds.NONE,
            PerElement.ZERO,
            PerElement.ZERO);
    List<String> labels = IntStream.of(actuators).mapToObj(i -> "joint" + i).toList();
    map.add(spec, labels, actuators, new double[actuators.length]);
    return map;
  }

  private static Refined refine(
      Combination combination, ActionMap baseMap, ActionMap map, Given given, double... authority) {
    ResidualStage stage =
        new ResidualStage(
            "r/residual/",
            combination,
            new ResidualStage.From(
                "r/given/base", "r/given/base_valid", "r/given/residual", "r/given/residual_valid"),
            baseMap,
            map,
            authority);
    try (Pipeline pipeline = new PipelineBuilder().add(given).add(stage).build()) {
      F32Channel refined = F32Channel.reading("r/residual/refined", F32Channel.ANY_COUNT);
      F64Channel change = F64Channel.reading("r/residual/change", F64Channel.ANY_COUNT);
      I32Channel saturated = I32Channel.reading("r/residual/saturated", I32Channel.ANY_COUNT);
      F64Channel share = F64Channel.reading("r/residual/share", 1);
      I32Channel valid = I32Channel.reading("r/residual/refined_valid", 1);
      for (var channel : List.of(refined, change, saturated, share, valid)) {
        pipeline.record().attach(channel);
      }
      pipeline.setTime(0, 0, 1_000_000, 0);
      pipeline.tick(PhaseClock.NONE);
      int n = refined.count();
      float[] action = new float[n];
      double[] changes = new double[n];
      int[] bound = new int[n];
      for (int i = 0; i < n; i++) {
        action[i] = refined.get(i);
        changes[i] = change.get(i);
        bound[i] = saturated.get(i);
      }
      return new Refined(action, changes, bound, share.get(0), valid.get(0));
    }
  }

  @Example
  void aTenthOfTheResidualIsAddedToTheBase() {
    Refined refined =
        refine(
            Combination.ADD,
            map(1, Bounds.NONE, 0),
            map(0.1, Bounds.NONE, 0),
            new Given(new float[] {0.3f}, new float[] {0.5f}, 1),
            1);
    assertEquals(0.35, refined.action()[0], 1e-7);
    assertEquals(0.05, refined.change()[0], 1e-7);
    assertEquals(0.05 / 0.35, refined.share(), 1e-6);
    assertEquals(0, refined.saturated()[0]);
  }

  @Example
  void aProductChangesTheBaseByAClippedFactor() {
    Refined refined =
        refine(
            Combination.MULTIPLY,
            map(1, Bounds.NONE, 0),
            map(1, Bounds.NONE, 0),
            new Given(new float[] {10}, new float[] {0.8f}, 1),
            0.5);
    assertEquals(15, refined.action()[0], 1e-6);
    assertEquals(1, refined.saturated()[0]);
  }

  @Example
  void jointsThatTheResidualDoesNotNameStayTheBases() {
    Refined refined =
        refine(
            Combination.ADD,
            map(1, Bounds.NONE, 0, 1, 2),
            map(1, Bounds.NONE, 2, 0),
            new Given(new float[] {1, 2, 3}, new float[] {0.25f, 0.5f}, 1),
            1,
            1);
    assertEquals(1.5f, refined.action()[0]);
    assertEquals(2f, refined.action()[1]);
    assertEquals(3.25f, refined.action()[2]);
  }

  @Example
  void aResidualThatIsNotValidContributesNothing() {
    Refined refined =
        refine(
            Combination.ADD,
            map(1, Bounds.NONE, 0),
            map(1, Bounds.NONE, 0),
            new Given(new float[] {0.25f}, new float[] {0.5f}, -1),
            1);
    assertEquals(0.25f, refined.action()[0]);
    assertEquals(0, refined.share());
    assertEquals(1, refined.valid(), "the base is valid all the same");
  }

  @Example
  void theBasesOwnLimitsHoldForWhatIsRefined() {
    Bounds one = new Bounds(PerElement.of(-1), PerElement.of(1));
    Refined refined =
        refine(
            Combination.ADD,
            map(1, one, 0),
            map(1, Bounds.NONE, 0),
            new Given(new float[] {0.9f}, new float[] {0.5f}, 1),
            1);
    assertEquals(1f, refined.action()[0]);
  }

  @Provide
  Arbitrary<Float> anything() {
    return Arbitraries.oneOf(
        Arbitraries.floats(), Arbitraries.of(-3f, 3f, 1e6f), Arbitraries.of(values()));
  }

  private static Float[] values() {
    Float[] boxed = new Float[VALUES.length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = VALUES[i];
    }
    return boxed;
  }

  @Property
  void nothingThatAModelGivesExceedsTheAuthority(@ForAll("anything") float residual) {
    double authority = 0.2;
    float base = 0.3f;
    // A residual that is not finite is never marked valid; it must be harmless even if it were.
    Refined refined =
        refine(
            Combination.ADD,
            map(1, Bounds.NONE, 0),
            map(0.1, Bounds.NONE, 0),
            new Given(new float[] {base}, new float[] {residual}, 1),
            authority);
    assertTrue(
        Math.abs(refined.change()[0]) <= authority + 1e-12,
        () -> residual + " changes the base by " + refined.change()[0]);
    assertEquals(base + refined.change()[0], refined.action()[0], 1e-6);
  }
}
