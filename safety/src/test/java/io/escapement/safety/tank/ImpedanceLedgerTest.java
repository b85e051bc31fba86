package io.escapement.safety.tank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two springs, with every figure worked out by hand. */
class ImpedanceLedgerTest {

  private static final double FLOOR = .1;

  /** What 100 and 50 Nm/rad leak at rest: 0.5 mrad and 1 mrad in a period at most. */
  private static final double LEAK = 100 * .0005 * .0005 / 2 + 50 * .001 * .001 / 2;

  private final HeldEffort held =
      new HeldEffort(.01, 1, 0, List.of(10., 20.), List.of(9., 9.), List.of(0., 0.));
  private final double[] none = new double[2];

  private ImpedanceLedger ledger(double initial) {
    return new ImpedanceLedger(new EnergyTank("arm", List.of(0, 1), initial, 2, FLOOR, 0, 2), held);
  }

  private static double[] started(ImpedanceLedger ledger, double... measured) {
    double[] state = new double[ledger.stateSize()];
    assertEquals(3 + 12, state.length);
    Arrays.fill(state, 7);
    ledger.start(state, measured);
    return state;
  }

  private double command(
      ImpedanceLedger ledger, double[] state, double[] setPoint, double[] stiffness) {
    return ledger.authorise(state, none, setPoint, stiffness, none, none.clone());
  }

  @Test
  void a_start_is_at_rest_where_the_joints_are() {
    ImpedanceLedger ledger = ledger(.5);
    double[] state = started(ledger, 1, -2);
    assertEquals(.5, ledger.levelJ(state));
    assertEquals(0, ledger.discardedJ(state) + ledger.refilledJ(state));
    command(ledger, state, new double[] {1, -2}, new double[] {100, 50});
    assertEquals(0, ledger.springJ(state));
    assertEquals(Settlement.SETTLED, ledger.settle(state, new double[] {1.1, -2.2}, 0));
    assertEquals(.5 + 1, ledger.springJ(state), 1e-12);
    assertEquals(.5 - 1.5, ledger.levelJ(state), 1e-12, "what a sampled spring leaks");
  }

  @Test
  void the_refill_flows_with_time_and_what_is_over_the_cap_is_lost() {
    ImpedanceLedger ledger = ledger(.5);
    double[] state = started(ledger, 0, 0);
    ledger.settle(state, none, .25);
    assertEquals(1, ledger.levelJ(state), 1e-12);
    ledger.settle(state, none, 0);
    ledger.settle(state, none, -1);
    ledger.settle(state, none, Double.NaN);
    ledger.settle(state, none, Double.POSITIVE_INFINITY);
    assertEquals(.5, ledger.refilledJ(state), 1e-12);
    ledger.settle(state, none, 1);
    assertEquals(2, ledger.levelJ(state), 1e-12);
    assertEquals(1, ledger.discardedJ(state), 1e-12);
  }

  @Test
  void a_joint_that_cannot_be_read_empties_the_tank() {
    ImpedanceLedger ledger = ledger(.5);
    double[] state = started(ledger, 0, 0);
    double[] damping = {4, 8};
    ledger.authorise(state, new double[] {.5, 1}, none.clone(), none.clone(), damping, none);
    double[] unread = {Double.NaN, .01};
    assertEquals(Settlement.UNMEASURED, ledger.settle(state, unread, 0));
    assertEquals(0, ledger.levelJ(state));
    assertEquals(.5 + .08, ledger.discardedJ(state), 1e-12, "with what joint 1 brought");
    assertEquals(Settlement.SETTLED, ledger.settle(state, new double[] {.01, .01}, 0));
    assertEquals(4 * .5 * .01, ledger.levelJ(state), 1e-12, "the gap is closed");
  }

  @Test
  void a_push_is_scaled_to_what_its_way_costs() {
    ImpedanceLedger ledger = ledger(FLOOR + .005);
    double[] state = started(ledger, 0, 0);
    double[] push = {3, -2};
    double[] damping = {4, 8};
    // 0.2 mm and back by up to 0.3 mm against the damping; 2.5 mm and 1 mm more.
    double budget = .005 - 4 * .02 * .0003;
    double cost = 3 * .0007 + 2 * .0035;
    double[] still = none.clone();
    assertEquals(
        1, ledger.authorise(state, new double[] {.02, -.25}, still, none.clone(), damping, push));
    assertArrayEquals(new double[] {3 * budget / cost, -2 * budget / cost}, push, 1e-12);
    ledger.settle(state, new double[] {.001, -.002}, 0);
    double worked = push[0] * .001 + push[1] * -.002;
    double damped = 4 * .02 * .001 + 8 * .25 * .002;
    assertEquals(FLOOR + .005 + damped - worked, ledger.levelJ(state), 1e-12);
  }

  @Test
  void a_stiffening_pays_for_the_drawn_spring_and_a_softening_gives_it_back() {
    ImpedanceLedger ledger = ledger(.5);
    double[] state = started(ledger, 0, 0);
    command(ledger, state, new double[] {.1, -.2}, new double[] {0, 0});
    assertEquals(.5, ledger.levelJ(state), 1e-15, "a spring without stiffness");
    double[] stiffness = {100, 50};
    assertEquals(1, command(ledger, state, new double[] {.1, -.2}, stiffness));
    double part = (.5 - FLOOR - LEAK) / 1.5;
    assertArrayEquals(new double[] {100 * part, 50 * part}, stiffness, 1e-9);
    assertEquals(.5 - 1.5 * part, ledger.levelJ(state), 1e-12);
    assertEquals(1.5 * part, ledger.springJ(state), 1e-12);
    double[] softer = {0, 50 * part};
    command(ledger, state, new double[] {.1, -.2}, softer);
    assertArrayEquals(new double[] {0, 50 * part}, softer, 1e-12);
    assertEquals(.5 - part, ledger.levelJ(state), 1e-12);
  }

  @Test
  void set_points_move_together_as_far_as_can_be_paid() {
    ImpedanceLedger ledger = ledger(.5);
    double[] state = started(ledger, 0, 0);
    command(ledger, state, none.clone(), new double[] {100, 50});
    ledger.settle(state, new double[] {.02, .01}, 0);
    assertEquals(.5 - .0225, ledger.levelJ(state), 1e-12);
    double[] setPoint = {.1, -.2};
    double moved = command(ledger, state, setPoint, new double[] {100, 50});
    double budget = .5 - .0225 - FLOOR - LEAK;
    assertEquals((.1 + Math.sqrt(.01 + 2 * budget * 3)) / 3, moved, 1e-12);
    assertArrayEquals(new double[] {.1 * moved, -.2 * moved}, setPoint, 1e-12);
    assertEquals(FLOOR + LEAK, ledger.levelJ(state), 1e-12, "all but what the springs may leak");
    double[] further = {.1, -.2};
    assertEquals(0, command(ledger, state, further, new double[] {100, 50}), 1e-6);
  }

  @Test
  void a_moving_spring_leaks_over_all_its_way() {
    ImpedanceLedger ledger = ledger(FLOOR + .05);
    double[] state = started(ledger, 0, 0);
    command(ledger, state, none.clone(), new double[] {100, 50});
    double[] setPoint = {.1, 0};
    double[] v = {1, -.5};
    double moved = ledger.authorise(state, v, setPoint, new double[] {0, 50}, none, none.clone());
    // The stiffer of before and after: 100 Nm/rad over 10.5 mm, 50 Nm/rad over 6 mm.
    double left = .05 - 100 * .0105 * .0105 / 2 - 50 * .006 * .006 / 2;
    assertEquals(1, moved, "what is not stiff costs nothing");
    double[] back = {0, .1};
    moved = ledger.authorise(state, v, back, new double[] {0, 50}, none, none.clone());
    left += 100 * .0105 * .0105 / 2;
    assertEquals(Math.sqrt(2 * left * .5) / .5, moved, 1e-12);
  }
}
