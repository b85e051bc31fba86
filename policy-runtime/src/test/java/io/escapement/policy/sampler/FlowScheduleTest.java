package io.escapement.policy.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.policy.sampler.FlowSchedule.Direction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FlowScheduleTest {

  @Test
  void timeRunsFromNoiseToAction() {
    FlowSchedule down = new FlowSchedule(10, Direction.DOWN);
    FlowSchedule up = new FlowSchedule(10, Direction.UP);
    assertEquals(1, down.time(0));
    assertEquals(0.1, down.time(9), 1e-15);
    assertEquals(0, up.time(0));
    assertEquals(0.9, up.time(9));
    assertEquals(-0.05, down.next(0, 0.5));
    assertEquals(0.05, up.next(0, 0.5));
  }

  /** Along a straight line from noise to action the velocity is their difference. */
  @Property
  void aStraightFlowArrivesAtItsActionWhicheverWayTimeRuns(
      @ForAll @DoubleRange(min = -3, max = 3) double noise,
      @ForAll @DoubleRange(min = -1, max = 1) double action,
      @ForAll @IntRange(min = 1, max = 50) int steps,
      @ForAll Direction direction) {
    FlowSchedule flow = new FlowSchedule(steps, direction);
    double velocity = direction == Direction.UP ? action - noise : noise - action;
    double x = noise;
    for (int i = 0; i < steps; i++) {
      assertEquals(action, flow.estimate(x, velocity, i), 1e-12);
      x = flow.next(x, velocity);
    }
    assertEquals(action, x, 1e-12);
  }

  @Property
  void guidanceDrawsTheActionToItsTarget(
      @ForAll @DoubleRange(min = -1, max = 1) double action,
      @ForAll @DoubleRange(min = -1, max = 1) double target,
      @ForAll Direction direction) {
    FlowSchedule flow = new FlowSchedule(10, direction);
    double noise = 0.3;
    double x = noise;
    for (int i = 0; i < 10; i++) {
      double left = 1 - flow.progress(i);
      double velocity = direction == Direction.UP ? (action - x) / left : (x - action) / left;
      double missing = target - flow.estimate(x, velocity, i);
      double weight = GuidanceWeight.at(flow.progress(i), GuidanceWeight.KINETIX_CAP);
      x = flow.next(x, flow.guided(velocity, weight * missing));
    }
    // The last step goes straight to the model's action; the pull is what the last weight leaves.
    double pulled = action + (target - action) * GuidanceWeight.KINETIX_CAP / 10;
    assertEquals(pulled, x, 1e-9);
  }
}
