package io.escapement.policy.observation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.F32Channel;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.Conditioning;
import io.escapement.policy.bundle.History;
import io.escapement.policy.bundle.PerElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObserveStageTest {

  /** Gives numbers that a test has set. */
  private static final class Given implements ObservationTerm {

    private final double[] values;

    Given(double... values) {
      this.values = values;
    }

    @Override
    public List<String> labels() {
      return IntStream.range(0, values.length).mapToObj(i -> "e" + i).toList();
    }

    @Override
    public Set<String> inputs() {
      return Set.of();
    }

    @Override
    public void declare(Wiring wiring) {}

    @Override
    public double value(int element) {
      return values[element];
    }
  }

  private static History history(int length, History.Order order, History.Stacking stacking) {
    return new History(length, order, stacking);
  }

  private static ResolvedTerm term(String name, Given given, History history) {
    return new ResolvedTerm(name, given, Conditioning.NONE, history);
  }

  /** Observes once a millisecond; the terms count up by 10 each time. */
  private static List<float[]> observations(int count, Given[] given, ResolvedTerm... terms) {
    ObserveStage stage =
        new ObserveStage(
            "r/policy/",
            List.of(ObservationTensor.main("r/policy/", new ObservationLayout(List.of(terms)))),
            1_000_000,
            1_000_000,
            Optional.empty());
    List<float[]> seen = new ArrayList<>();
    try (Pipeline pipeline = new PipelineBuilder().add(stage).build()) {
      F32Channel observation = F32Channel.reading("r/policy/observation", F32Channel.ANY_COUNT);
      pipeline.record().attach(observation);
      for (int tick = 0; tick < count; tick++) {
        pipeline.setTime(tick, tick * 1_000_000L, 1_000_000, 0);
        pipeline.tick(PhaseClock.NONE);
        float[] values = new float[observation.count()];
        for (int i = 0; i < values.length; i++) {
          values[i] = observation.get(i);
        }
        seen.add(values);
        for (Given one : given) {
          for (int i = 0; i < one.values.length; i++) {
            one.values[i] += 10;
          }
        }
      }
    }
    return seen;
  }

  @Test
  void aHistoryStartsFullOfTheFirstObservationAndThenMovesOn() {
    Given a = new Given(1, 2);
    History three = history(3, History.Order.OLDEST_FIRST, History.Stacking.BY_TERM);
    List<float[]> seen = observations(4, new Given[] {a}, term("a", a, three));
    assertArrayEquals(new float[] {1, 2, 1, 2, 1, 2}, seen.get(0));
    assertArrayEquals(new float[] {1, 2, 1, 2, 11, 12}, seen.get(1));
    assertArrayEquals(new float[] {1, 2, 11, 12, 21, 22}, seen.get(2));
    assertArrayEquals(new float[] {11, 12, 21, 22, 31, 32}, seen.get(3));
  }

  @Test
  void theNewestFrameMayComeFirst() {
    Given a = new Given(1, 2);
    History three = history(3, History.Order.NEWEST_FIRST, History.Stacking.BY_TERM);
    List<float[]> seen = observations(3, new Given[] {a}, term("a", a, three));
    assertArrayEquals(new float[] {21, 22, 11, 12, 1, 2}, seen.get(2));
  }

  @Test
  void framesAreStackedByTermOrByTime() {
    Given a = new Given(1);
    Given b = new Given(2, 3);
    Given[] both = {a, b};
    History byTerm = history(2, History.Order.OLDEST_FIRST, History.Stacking.BY_TERM);
    assertArrayEquals(
        new float[] {1, 11, 2, 3, 12, 13},
        observations(2, both, term("a", a, byTerm), term("b", b, byTerm)).get(1));
    Given c = new Given(1);
    Given d = new Given(2, 3);
    History byTime = history(2, History.Order.OLDEST_FIRST, History.Stacking.BY_TIME);
    assertArrayEquals(
        new float[] {1, 2, 3, 11, 12, 13},
        observations(2, new Given[] {c, d}, term("c", c, byTime), term("d", d, byTime)).get(1));
  }

  @Test
  void termsWithoutHistoryStandBetweenThoseWithOne() {
    Given a = new Given(1);
    Given b = new Given(2);
    Given c = new Given(3);
    History two = history(2, History.Order.NEWEST_FIRST, History.Stacking.BY_TIME);
    List<float[]> seen =
        observations(
            2,
            new Given[] {a, b, c},
            term("a", a, two),
            term("b", b, History.NONE),
            term("c", c, two));
    assertArrayEquals(new float[] {11, 1, 12, 13, 3}, seen.get(1));
  }

  @Test
  void elementsAreLabelledWithTermElementAndAge() {
    Given a = new Given(1, 2);
    Given b = new Given(3);
    ObservationLayout layout =
        new ObservationLayout(
            List.of(
                term("a", a, history(2, History.Order.OLDEST_FIRST, History.Stacking.BY_TERM)),
                term("b", b, History.NONE)));
    assertEquals(List.of("a.e0[-1]", "a.e1[-1]", "a.e0[0]", "a.e1[0]", "b.e0"), layout.labels());
    assertEquals(5, layout.size());
  }

  @Test
  void rawValuesAreClippedScaledShiftedAndClippedInThisOrder() {
    Given a = new Given(-9, 3, 100);
    Conditioning numbers =
        new Conditioning(
            new PerElement(List.of(1.0, 2.0, 3.0)),
            PerElement.of(0.5),
            new Bounds(PerElement.of(-5), PerElement.of(10)),
            new Bounds(PerElement.of(-4), PerElement.of(20)));
    ResolvedTerm term = new ResolvedTerm("a", a, numbers, History.NONE);
    assertArrayEquals(new float[] {-4, 6.5f, 20}, observations(1, new Given[0], term).get(0));
  }

  @Test
  void whatIsNotANumberPassesAllLimits() {
    Given a = new Given(Double.NaN);
    Conditioning numbers =
        new Conditioning(
            PerElement.ONE,
            PerElement.ZERO,
            new Bounds(PerElement.of(-5), PerElement.of(10)),
            new Bounds(PerElement.of(-4), PerElement.of(20)));
    assertTrue(
        Float.isNaN(
            observations(1, new Given[0], new ResolvedTerm("a", a, numbers, History.NONE))
                .get(0)[0]));
  }

  @Test
  void valuesAreRoundedOnceFromDoublePrecision() {
    double raw = 1 + 1e-9;
    Given a = new Given(raw);
    Conditioning numbers =
        new Conditioning(PerElement.of(1e9), PerElement.of(-1e9), Bounds.NONE, Bounds.NONE);
    assertArrayEquals(
        new float[] {(float) (raw * 1e9 - 1e9)},
        observations(1, new Given[0], new ResolvedTerm("a", a, numbers, History.NONE)).get(0));
  }

  private static List<float[]> late(History history, int delay) {
    Given a = new Given(1, 2);
    return observations(6, new Given[] {a}, term("a", a, history.delayedBy(delay)));
  }

  @Test
  void aLateTermShowsWhatWasObservedBefore() {
    List<float[]> seen = late(History.NONE, 2);
    assertArrayEquals(new float[] {1, 2}, seen.get(0));
    assertArrayEquals(new float[] {1, 2}, seen.get(1));
    assertArrayEquals(new float[] {1, 2}, seen.get(2));
    assertArrayEquals(new float[] {11, 12}, seen.get(3));
    assertArrayEquals(new float[] {31, 32}, seen.get(5));
  }

  @Test
  void aLateHistoryEndsWithTheLateFrame() {
    History two = history(2, History.Order.OLDEST_FIRST, History.Stacking.BY_TERM);
    assertArrayEquals(new float[] {31, 32, 41, 42}, late(two, 1).get(5));
    History newest = history(2, History.Order.NEWEST_FIRST, History.Stacking.BY_TERM);
    assertArrayEquals(new float[] {31, 32, 21, 22}, late(newest, 2).get(5));
    assertArrayEquals(new float[] {1, 2, 1, 2}, late(newest, 2).get(0));
  }

  @Test
  void termsOfOneFrameAreEquallyLateOrNotStackedTogether() {
    History by = history(2, History.Order.OLDEST_FIRST, History.Stacking.BY_TIME);
    Given a = new Given(1);
    Given b = new Given(2);
    Given c = new Given(3);
    List<float[]> seen =
        observations(
            4,
            new Given[] {a, b, c},
            term("a", a, by.delayedBy(1)),
            term("b", b, by.delayedBy(1)),
            term("c", c, by));
    assertArrayEquals(new float[] {11, 12, 21, 22, 23, 33}, seen.get(3));
  }

  @Test
  void labelsAndTableSayHowLateATermIs() {
    History two = history(2, History.Order.NEWEST_FIRST, History.Stacking.BY_TERM);
    ObservationLayout layout =
        new ObservationLayout(
            List.of(
                term("a", new Given(1), two.delayedBy(3)),
                term("b", new Given(1), History.NONE.delayedBy(1))));
    assertEquals(List.of("a.e0[-3]", "a.e0[-4]", "b.e0[-1]"), layout.labels());
    assertTrue(layout.table().get(0).endsWith("1 x 2 frames = 2, 3 late"), layout.table().get(0));
    assertTrue(layout.table().get(1).endsWith("1, 1 late"), layout.table().get(1));
  }
}
