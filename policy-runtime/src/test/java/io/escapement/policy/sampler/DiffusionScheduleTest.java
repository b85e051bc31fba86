package io.escapement.policy.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffusionScheduleTest {

  private final DiffusionSchedule whole = new DiffusionSchedule(100, 100, 1);
  private final DiffusionSchedule eighth = new DiffusionSchedule(100, 8, 1);

  @Test
  void theScheduleIsTheSquaredCosine() {
    assertEquals(.99936872, whole.kept(0), 5e-9);
    assertEquals(.47826463, whole.kept(50), 5e-9);
    assertEquals(2.4e-7, whole.kept(99), 5e-9);
    assertEquals(1, whole.kept(-1));
  }

  @Test
  void aStepOfDdpmIsThatOfDiffusers() {
    assertEquals(.5494656, whole.ddpm(.5, .25, .3, 50), 5e-8);
  }

  @Test
  void theLastStepOfDdpmAddsNoNoise() {
    assertEquals(whole.ddpm(.5, .25, 0, 0), whole.ddpm(.5, .25, 3, 0));
  }

  @Test
  void aStepOfDdimIsThatOfDiffusers() {
    assertEquals(.5173855, eighth.ddim(.5, .25, 48), 5e-8);
  }

  @Test
  void stepsStrideOverTheTimesOfTheTraining() {
    assertArrayEquals(
        new int[] {84, 72, 60, 48, 36, 24, 12, 0},
        IntStream.range(0, 8).map(eighth::time).toArray());
    assertEquals(99, whole.time(0));
    assertEquals(0, whole.time(99));
  }

  @Test
  void theEstimatedActionIsClipped() {
    assertEquals(1, whole.ddim(3, -1, 0));
    // Nearly all is noise at time 99: without the clip the estimate would be in the thousands.
    assertEquals(
        Math.sqrt(whole.kept(98)) + Math.sqrt(1 - whole.kept(98)) * -1,
        whole.ddim(3, -1, 99),
        1e-12);
  }
}
