package io.escapement.safety.tank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures worked out elsewhere. */
class TankVectorsTest {

  @ParameterizedTest
  @CsvSource({
    ".08, 50, 1, 1, .058",
    ".021, 50, 1, .58, .02",
    ".02, 50, .01, .0056, .02",
    ".02, -50, 1, 1, .098"
  })
  void the_classical_tank_books_power_at_the_start(
      double energy, double force, double v, double alpha, double next) {
    double found = ClassicalTank.alpha(energy, .02, 28, 1e-3, force, v);
    assertEquals(alpha, found, 1e-12);
    assertEquals(next, ClassicalTank.next(energy, 10, 28, 1e-3, force, v, found), 1e-12);
  }

  /** 1 kg, +-10 N, 0.03 J permitted, no harvest from damping, for a minute. */
  @ParameterizedTest
  @ValueSource(doubles = {1000, 200, 50})
  void the_classical_tank_lets_an_adversary_give_ten_times_what_it_permits(double rateHz) {
    double h = 1 / rateHz;
    Random random = new Random(1);
    double energy = .05;
    double v = 0;
    double work = 0;
    double most = 0;
    for (int tick = 0; tick < 60 * rateHz; tick++) {
      double force = random.nextBoolean() ? 10 : -10;
      double alpha = ClassicalTank.alpha(energy, .02, 0, h, force, v);
      energy = ClassicalTank.next(energy, 1e3, 0, h, force, v, alpha);
      assertTrue(energy > .02 - 1e-9, "the ledger itself sees nothing of it");
      double applied = alpha * force;
      work += applied * (v * h + applied * h * h / 2);
      v += applied * h;
      most = Math.max(most, work);
    }
    assertTrue(most > .3, most + " J");
  }

  @ParameterizedTest
  @CsvSource({
    "0, .125, .5",
    "-.05, .2, .306225775",
    ".05, 0, 1",
    "0, 0, 0",
  })
  void a_set_point_moves_as_far_as_the_budget_pays(double e, double budget, double alpha) {
    double stiffness = 100;
    double delta = .1;
    double found = SetPointMove.fraction(e * stiffness * delta, delta * stiffness * delta, budget);
    assertEquals(alpha, found, 1e-9);
  }

  @Test
  void a_set_point_that_is_no_number_does_not_move() {
    assertEquals(0, SetPointMove.fraction(Double.NaN, 1, 1));
    assertEquals(0, SetPointMove.fraction(0, Double.NaN, 1));
    assertEquals(0, SetPointMove.fraction(0, 1, Double.NaN));
    assertEquals(0, SetPointMove.fraction(0, -1, 1));
  }

  @Test
  void the_observer_damps_what_the_port_gives() {
    double w = PassivityObserver.predictJ(0, 1e-3, -5, .1);
    assertEquals(.0005, w, 1e-15);
    double predicted = PassivityObserver.predictJ(w, 1e-3, 10, .2);
    assertEquals(37.5, PassivityObserver.damping(predicted, 1e-3, .2), 1e-9);
    double force = PassivityObserver.passiveForce(w, 1e-3, 10, .2);
    assertEquals(2.5, force, 1e-9);
    w = PassivityObserver.predictJ(w, 1e-3, force, .2);
    assertEquals(0, w, 1e-15);
    assertEquals(0, PassivityObserver.passiveForce(0, 1e-3, 10, .2), 1e-12);
  }

  @Test
  void the_observer_sees_nothing_at_rest() {
    assertEquals(10, PassivityObserver.passiveForce(0, 1e-3, 10, 0));
    assertEquals(10, PassivityObserver.passiveForce(-1, 1e-3, 10, 0));
  }

  @Test
  void caps_near_people_follow_the_body_region() {
    assertEquals(2.52, TransferEnergy.capJ(420, 35_000), 5e-3);
    assertEquals(1.57, TransferEnergy.capJ(280, 25_000), 5e-3);
  }

  @Test
  void a_rendered_wall_needs_physical_damping() {
    assertEquals(1, SampledWall.leastDamping(2000, 0, 1e-3), 1e-12);
    assertEquals(1.5, SampledWall.leastDamping(2000, -.5, 1e-3), 1e-12);
    assertTrue(SampledWall.isPassive(1.001, 2000, 0, 1e-3));
    assertFalse(SampledWall.isPassive(1, 2000, 0, 1e-3));
    assertFalse(SampledWall.isPassive(Double.NaN, 2000, 0, 1e-3));
  }

  @Test
  void what_a_tank_cannot_be_is_refused() {
    refused(.1, 1, .2, .3, 0);
    refused(.1, .05, .05, 0, 0);
    refused(.1, 1, .2, 0, 0);
    refused(.1, 1, .05, -1, 0);
    refused(.1, 1, .05, 0, -1);
    refused(.1, Double.POSITIVE_INFINITY, .05, 0, 0);
    refused(.1, 1, Double.NaN, 0, 0);
    assertThrows(
        IllegalArgumentException.class, () -> new EnergyTank("arm", List.of(1, 1), 1, 1, 0, 0, 0));
    EnergyTank beyond = new EnergyTank("arm", List.of(1), 1, 1, 0, 0, 0);
    HeldEffort one = new HeldEffort(1e-3, 1, 0, List.of(1.), List.of(1.), List.of(0.));
    assertThrows(IllegalArgumentException.class, () -> new TankLedger(List.of(beyond), one));
    assertThrows(
        IllegalArgumentException.class,
        () -> new HeldEffort(0, 1, 0, List.of(1.), List.of(1.), List.of(0.)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new HeldEffort(1e-3, 0, 0, List.of(1.), List.of(1.), List.of(0.)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new HeldEffort(1e-3, 1, 0, List.of(-1.), List.of(1.), List.of(0.)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new HeldEffort(1e-3, 1, 0, List.of(1.), List.of(), List.of(0.)));
    assertThrows(IllegalArgumentException.class, () -> one.withMinimumDelay(1));
    assertThrows(IllegalArgumentException.class, () -> one.withMinimumDelay(-1));
    assertThrows(IllegalArgumentException.class, () -> one.withDamping(List.of(-1.)));
    assertThrows(IllegalArgumentException.class, () -> one.withDamping(List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new ImpedanceLedger(
                new EnergyTank("arm", List.of(0), 1, 1, 0, 0, 0), one.withDamping(List.of(1.))));
    HeldEffort late = new HeldEffort(1e-3, 1, 1, List.of(1.), List.of(1.), List.of(0.));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ImpedanceLedger(new EnergyTank("arm", List.of(0), 1, 1, 0, 0, 0), late));
  }

  private static void refused(
      double initial, double cap, double floor, double reserve, double refill) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new EnergyTank("arm", List.of(0), initial, cap, floor, reserve, refill));
  }
}
