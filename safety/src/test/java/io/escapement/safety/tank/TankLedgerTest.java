package io.escapement.safety.tank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TankLedgerTest {

  private static final HeldEffort HELD =
      new HeldEffort(1e-3, 1, 0, List.of(100., 100.), List.of(50., 50.), List.of(0., 0.));

  private final double[] scale = new double[2];

  private static EnergyTank tank(String name, double initial, Integer... joints) {
    return new EnergyTank(name, List.of(joints), initial, 1, .01, .005, 0);
  }

  private static double[] started(TankLedger ledger) {
    double[] state = new double[ledger.stateSize()];
    ledger.start(state);
    return state;
  }

  @Test
  void an_effort_is_scaled_to_what_its_worst_travel_costs() {
    TankLedger ledger = new TankLedger(List.of(tank("arm", .03, 0, 1)), HELD);
    double[] effort = {40, 0};
    double[] v = {1, 0};
    // 1 mm and 0.05 mm more: 0.042 J of the 0.02 J above the floor.
    double least =
        new TankGate(ledger).authorise(started(ledger), v, effort, Authority.POLICY, scale);
    assertEquals(.02 / .042, least, 1e-12);
    assertEquals(40 * .02 / .042, effort[0], 1e-12);
  }

  @Test
  void a_joint_must_be_affordable_in_each_of_its_tanks() {
    TankLedger ledger = new TankLedger(List.of(tank("robot", 1, 0, 1), tank("limb", .01, 1)), HELD);
    double[] effort = {40, 40};
    double[] v = {1, 1};
    new TankGate(ledger).authorise(started(ledger), v, effort, Authority.POLICY, scale);
    assertEquals(40, effort[0]);
    assertEquals(0, effort[1]);
  }

  @Test
  void braking_draws_deeper_than_pushing_and_the_brake_deepest() {
    TankLedger ledger = new TankLedger(List.of(tank("arm", .01, 0, 1)), HELD);
    TankGate gate = new TankGate(ledger);
    double[] state = started(ledger);
    double[] v = {.01, -.01};
    double[] slow = {-10, -10};
    gate.authorise(state, v, slow, Authority.POLICY, scale);
    assertEquals(-10, slow[0], "against the velocity");
    assertEquals(0, slow[1], "along the velocity");
    double[] brake = {-50, 0};
    state[0] = .004;
    gate.authorise(state, v, brake, Authority.POLICY, scale);
    assertEquals(0, brake[0]);
    brake[0] = -50;
    gate.authorise(state, v, brake, Authority.BRAKE, scale);
    assertEquals(-50, brake[0]);
  }

  @Test
  void fast_braking_costs_nothing_and_fills_the_tank() {
    TankLedger ledger = new TankLedger(List.of(tank("arm", .01, 0, 1)), HELD);
    double[] state = started(ledger);
    state[0] = 0;
    double[] brake = {-50, 0};
    double[] v = {1, 0};
    new TankGate(ledger).authorise(state, v, brake, Authority.POLICY, scale);
    assertEquals(-50, brake[0]);
    ledger.commit(state, v, brake);
    assertEquals(Settlement.SETTLED, ledger.settle(state, new double[] {.0009, 0}, 1e-3));
    assertEquals(.045, ledger.levelJ(state, 0), 1e-12);
    assertEquals(-.045, ledger.injectedJ(state, 0), 1e-12);
  }

  @Test
  void what_runs_over_the_cap_is_discarded() {
    EnergyTank small = new EnergyTank("arm", List.of(0), .02, .03, .01, 0, 5);
    TankLedger ledger = new TankLedger(List.of(small), HELD);
    double[] state = started(ledger);
    ledger.settle(state, new double[] {0, 0}, .01);
    assertEquals(.03, ledger.levelJ(state, 0), 1e-12);
    assertEquals(.05, ledger.refilledJ(state, 0), 1e-12);
    assertEquals(.04, ledger.discardedJ(state, 0), 1e-12);
    ledger.settle(state, new double[] {0, 0}, Double.NaN);
    ledger.settle(state, new double[] {0, 0}, -1);
    assertEquals(.05, ledger.refilledJ(state, 0), 1e-12);
  }

  @Test
  void a_joint_that_cannot_be_read_is_booked_at_its_worst() {
    TankLedger ledger = new TankLedger(List.of(tank("arm", .5, 0, 1)), HELD);
    double[] state = started(ledger);
    double[] v = {1, 0};
    ledger.commit(state, v, new double[] {40, 0});
    assertEquals(Settlement.UNMEASURED, ledger.settle(state, new double[] {Double.NaN, 0}, 1e-3));
    assertEquals(.5 - .042, ledger.levelJ(state, 0), 1e-12);
    ledger.commit(state, v, new double[] {0, 0});
    assertEquals(Settlement.SETTLED, ledger.settle(state, new double[] {3, 0}, 1e-3));
    assertEquals(.5 - .042, ledger.levelJ(state, 0), 1e-12);
  }

  @Test
  void more_work_than_was_reserved_breaks_an_assumption() {
    TankLedger ledger = new TankLedger(List.of(tank("arm", .5, 0, 1)), HELD);
    double[] state = started(ledger);
    ledger.commit(state, new double[] {0, 0}, new double[] {10, 0});
    assertEquals(Settlement.OVERDRAWN, ledger.settle(state, new double[] {6e-5, 0}, 1e-3));
    assertEquals(.5 - 6e-4, ledger.levelJ(state, 0), 1e-12);
  }

  @Test
  void a_delay_keeps_the_reservations_of_the_commands_under_way() {
    HeldEffort late =
        new HeldEffort(1e-3, 1, 2, List.of(100., 100.), List.of(50., 50.), List.of(0., 0.));
    TankLedger ledger = new TankLedger(List.of(tank("arm", .5, 0, 1)), late);
    double[] state = started(ledger);
    double[] v = {1, 0};
    for (int tick = 0; tick < 3; tick++) {
      ledger.settle(state, new double[] {0, 0}, 1e-3);
      ledger.commit(state, v, new double[] {10, 0});
    }
    ledger.settle(state, new double[] {.001, 0}, 1e-3);
    assertEquals(.5 - .01, ledger.levelJ(state, 0), 1e-12);
    // The next one to act finds at most a H more velocity than now, the one behind it twice that.
    assertEquals(10 * (.00105 + .00115), ledger.pendingJ(state, 0, v), 1e-12);
  }

  @Test
  void each_tank_has_its_own_account() {
    HeldEffort coarse =
        new HeldEffort(1e-3, 1, 0, List.of(100., 100.), List.of(50., 50.), List.of(0., 1e-3));
    EnergyTank robot = new EnergyTank("robot", List.of(0, 1), .5, 1, .01, .005, 1);
    EnergyTank limb = new EnergyTank("limb", List.of(1), .2, .25, .01, .005, 2);
    TankLedger ledger = new TankLedger(List.of(robot, limb), coarse);
    double[] state = new double[ledger.stateSize()];
    assertEquals(2 * 5 + 2 + 2 * 2, state.length);
    Arrays.fill(state, 9);
    ledger.start(state);
    assertEquals(.5, ledger.levelJ(state, 0));
    assertEquals(.2, ledger.levelJ(state, 1));
    assertEquals(Settlement.SETTLED, ledger.settle(state, new double[] {0, 0}, .1));
    account(ledger, state, 0, .6, 0, 0, .1);
    account(ledger, state, 1, .25, 0, .15, .2);
    ledger.commit(state, new double[] {1, 1}, new double[] {10, 20});
    assertEquals(Settlement.SETTLED, ledger.settle(state, new double[] {5e-4, 8e-4}, 0));
    // Joint 1 hides half a step of a change by 20 Nm.
    account(ledger, state, 0, .6 - .021 - .01, .021, .01, .1);
    account(ledger, state, 1, .25 - .016 - .01, .016, .16, .2);
    assertEquals(.01, ledger.pendingJ(state, 0, new double[2]), 1e-15);
    assertEquals(.01, ledger.pendingJ(state, 1, new double[2]), 1e-15);
    // Without a command nothing acts, but the change to it is still to be booked, once.
    assertEquals(Settlement.SETTLED, ledger.settle(state, new double[] {.1, .1}, 0));
    account(ledger, state, 1, .214, .016, .17, .2);
    assertEquals(Settlement.SETTLED, ledger.settle(state, new double[] {.2, .2}, 0));
    account(ledger, state, 1, .214, .016, .17, .2);
    assertEquals(0, ledger.pendingJ(state, 1, new double[2]));
  }

  private static void account(
      TankLedger ledger,
      double[] state,
      int tank,
      double level,
      double injected,
      double discarded,
      double refilled) {
    assertEquals(level, ledger.levelJ(state, tank), 1e-12);
    assertEquals(injected, ledger.injectedJ(state, tank), 1e-12);
    assertEquals(discarded, ledger.discardedJ(state, tank), 1e-12);
    assertEquals(refilled, ledger.refilledJ(state, tank), 1e-12);
  }

  @Test
  void with_an_unknown_delay_the_largest_change_is_hidden() {
    HeldEffort between =
        new HeldEffort(1e-3, 1, 1, List.of(100.), List.of(50.), List.of(1e-3)).withMinimumDelay(0);
    TankLedger ledger = new TankLedger(List.of(tank("arm", .5, 0)), between);
    double[] state = started(ledger);
    double[] still = {0};
    ledger.commit(state, still, new double[] {10});
    ledger.settle(state, still, 1e-3);
    assertEquals(.5 - .005, ledger.levelJ(state, 0), 1e-12);
    double pending = 10 * (.0005 + .00005 + .001 + .001);
    assertEquals(pending, ledger.pendingJ(state, 0, still), 1e-12);
    ledger.commit(state, still, new double[] {-30});
    ledger.settle(state, still, 1e-3);
    assertEquals(.495 - 40 * .0005, ledger.levelJ(state, 0), 1e-12, "from 10 to -30");
    pending = 30 * (.0005 + .00005 + .001 + .001);
    assertEquals(pending, ledger.pendingJ(state, 0, still), 1e-12);
    ledger.commit(state, still, new double[] {-30});
    ledger.settle(state, still, 1e-3);
    assertEquals(.475 - 40 * .0005, ledger.levelJ(state, 0), 1e-12, "it may be so only now");
    ledger.commit(state, still, new double[] {-30});
    ledger.settle(state, still, 1e-3);
    assertEquals(.455, ledger.levelJ(state, 0), 1e-12);
  }

  @Test
  void with_an_unknown_delay_the_dearest_candidate_is_booked() {
    HeldEffort between =
        new HeldEffort(1e-3, 1, 1, List.of(100., 100.), List.of(50., 50.), List.of(0., 0.))
            .withMinimumDelay(0);
    TankLedger ledger = new TankLedger(List.of(tank("arm", .5, 0, 1)), between);
    double[] state = started(ledger);
    double[] v = {1, 1};
    ledger.settle(state, new double[] {0, 0}, 1e-3);
    ledger.commit(state, v, new double[] {10, -20});
    assertEquals(Settlement.SETTLED, ledger.settle(state, new double[] {.001, .001}, 1e-3));
    assertEquals(.5 - .01, ledger.levelJ(state, 0), 1e-12, "it may have acted, or not yet");
    // The one before is certain to act if the new one does not.
    assertEquals(10 * .00105, ledger.pendingJ(state, 0, v), 1e-12);
    ledger.commit(state, v, new double[] {-30, 40});
    assertEquals(Settlement.SETTLED, ledger.settle(state, new double[] {.002, .002}, 1e-3));
    assertEquals(.49 - 10 * .001 - 40 * .001, ledger.levelJ(state, 0), 1e-12);
    ledger.commit(state, v, new double[] {0, 0});
    assertEquals(Settlement.SETTLED, ledger.settle(state, new double[] {.003, .001}, 1e-3));
    assertEquals(.44 + .04 - .04, ledger.levelJ(state, 0), 1e-12, "each joint by itself");
  }

  @Test
  void with_an_unknown_delay_a_command_is_reserved_for_each_period_it_may_act_in() {
    HeldEffort between =
        new HeldEffort(1e-3, 1, 2, List.of(100.), List.of(50.), List.of(0.)).withMinimumDelay(1);
    TankLedger ledger = new TankLedger(List.of(tank("arm", .03, 0)), between);
    double[] effort = {40};
    double[] v = {1};
    TankGate gate = new TankGate(ledger);
    double least = gate.authorise(started(ledger), v, effort, Authority.POLICY, scale);
    assertEquals(.02 / (40 * (.00115 + .00125)), least, 1e-12);
    assertEquals(8 * (.00015 + .00025), gate.brakeReserveJ(0, new double[] {8}), 1e-15);
    assertEquals(50 * (.00015 + .00025), new TankRow(ledger, 0).kappaJ(), 1e-15);
  }

  @Test
  void with_an_unknown_delay_the_box_alone_keeps_what_the_tank_can_pay() {
    HeldEffort between =
        new HeldEffort(1e-3, 1, 1, List.of(100., 100.), List.of(50., 50.), List.of(0., 0.))
            .withMinimumDelay(0);
    TankLedger ledger = new TankLedger(List.of(tank("arm", .06, 0, 1)), between);
    TankRow row = new TankRow(ledger, 0);
    double[] a = new double[2];
    double[] lower = new double[2];
    double[] upper = new double[2];
    double bound = row.fill(started(ledger), new double[] {.5, -.25}, a, lower, upper);
    double kappa = 2 * 50 * (.00005 + .00015);
    double part = .05 / (2e-3 * 50 * .75 + kappa);
    assertEquals(50 * part, upper[0], 1e-9);
    assertEquals(-50 * part, lower[1], 1e-9);
    assertEquals(-50, lower[0], "against the velocity at 0.5 rad/s nothing moves back");
    assertEquals(50, upper[1]);
    assertEquals(2e-3 * .5, a[0], 1e-15);
    assertTrue(a[0] * upper[0] + a[1] * lower[1] <= bound + 1e-12, "the row adds nothing");
  }

  @Test
  void a_drives_own_damping_is_reserved_and_booked() {
    HeldEffort damped =
        new HeldEffort(1e-3, 1, 0, List.of(100.), List.of(50.), List.of(0.))
            .withDamping(List.of(20.));
    TankLedger ledger = new TankLedger(List.of(tank("arm", .03, 0)), damped);
    double[] state = started(ledger);
    double[] v = {1};
    assertEquals(Settlement.SETTLED, ledger.settle(state, new double[] {2}, 1e-3));
    assertEquals(.03, ledger.levelJ(state, 0), "where a joint was before is not known");
    ledger.settle(state, new double[] {0}, 1e-3);
    // 20 Nm s/rad over half of 0.1 rad/s and 1.05 mm.
    assertEquals(1 * .00105, ledger.pendingJ(state, 0, v), 1e-15);
    ledger.commit(state, v, new double[] {0});
    assertEquals(Settlement.SETTLED, ledger.settle(state, new double[] {-.001}, 1e-3));
    assertEquals(.03 - .001, ledger.levelJ(state, 0), 1e-15);
    ledger.commit(state, v, new double[] {0});
    assertEquals(Settlement.OVERDRAWN, ledger.settle(state, new double[] {.001}, 1e-3));
    ledger.commit(state, v, new double[] {0});
    assertEquals(Settlement.UNMEASURED, ledger.settle(state, new double[] {Double.NaN}, 1e-3));
    assertEquals(.03 - .001 - .002 - .00105, ledger.levelJ(state, 0), 1e-15);
  }

  @Test
  void damping_under_a_delay_is_of_an_older_velocity() {
    HeldEffort damped =
        new HeldEffort(1e-3, 1, 2, List.of(100.), List.of(50.), List.of(1e-5))
            .withDamping(List.of(20.));
    TankLedger ledger = new TankLedger(List.of(tank("arm", .03, 0)), damped);
    double per = 20 * 100 * 1e-3 * 2.5;
    double way = (.00105 + 2e-5) + (.00115 + 2e-5) + (.00125 + 2e-5);
    assertEquals(per * way, ledger.pendingJ(started(ledger), 0, new double[] {-1}), 1e-15);
  }

  @Test
  void an_encoders_step_is_reserved_twice() {
    HeldEffort coarse = new HeldEffort(1e-3, 1, 0, List.of(100.), List.of(50.), List.of(1e-3));
    TankLedger ledger = new TankLedger(List.of(tank("arm", .03, 0)), coarse);
    double[] effort = {40};
    double least =
        new TankGate(ledger)
            .authorise(started(ledger), new double[] {1}, effort, Authority.POLICY, scale);
    assertEquals(.02 / (40 * (.00105 + .002)), least, 1e-12);
  }

  @Test
  void the_row_is_as_tight_as_its_definition_when_the_tank_is_full() {
    TankLedger ledger = new TankLedger(List.of(tank("arm", .5, 0)), HELD);
    TankRow row = new TankRow(ledger, 0);
    double[] a = new double[2];
    double[] lower = new double[2];
    double[] upper = new double[2];
    double kappa = 50 * 100 * 1e-6 / 2;
    assertEquals(kappa, row.kappaJ(), 1e-15);
    double bound = row.fill(started(ledger), new double[] {.3, 2}, a, lower, upper);
    assertEquals(.49 - kappa, bound, 1e-12);
    assertEquals(.3e-3, a[0], 1e-15);
    assertEquals(0, a[1]);
    assertEquals(50, upper[0]);
    assertEquals(-50, lower[0]);
    assertEquals(Double.POSITIVE_INFINITY, upper[1]);
  }

  @Test
  void the_row_of_an_empty_tank_leaves_zero_and_braking() {
    TankLedger ledger = new TankLedger(List.of(tank("arm", .01, 0, 1)), HELD);
    TankRow row = new TankRow(ledger, 0);
    double[] a = new double[2];
    double[] lower = new double[2];
    double[] upper = new double[2];
    assertEquals(0, row.fill(started(ledger), new double[] {.01, 0}, a, lower, upper));
    assertEquals(0, upper[0]);
    assertEquals(-50, lower[0]);
    assertEquals(0, upper[1]);
    assertEquals(0, lower[1]);
  }

  /** The box of two joints: least and greatest effort of the first, then of the second. */
  private static double[] box(
      EnergyTank tank, double level, double v0, double v1, Authority authority, double bound) {
    TankLedger ledger = new TankLedger(List.of(tank), HELD);
    double[] state = started(ledger);
    state[0] = level;
    double[] a = new double[2];
    double[] lower = new double[2];
    double[] upper = new double[2];
    TankRow row = new TankRow(ledger, 0);
    assertEquals(bound, row.fill(state, new double[] {v0, v1}, a, lower, upper, authority), 1e-15);
    assertEquals(v0 * 1e-3, a[0], 1e-18);
    return new double[] {lower[0], upper[0], lower[1], upper[1]};
  }

  @Test
  void with_nothing_to_inject_a_brake_costs_what_it_may_move_back() {
    // 3 mJ between level and reserve are six tenths of kappa: 1.5 mJ a joint. At full effort the
    // first may move back 0.02 mm, the second 0.04 mm.
    assertArrayEquals(
        new double[] {-50, 0, 0, 37.5},
        box(tank("arm", .01, 0, 1), .008, .03, -.01, Authority.POLICY, 0),
        1e-9);
    assertArrayEquals(
        new double[] {-50, 0, 0, 0},
        box(tank("arm", .01, 0, 1), .005, .05, 0, Authority.POLICY, 0),
        1e-9);
  }

  @Test
  void with_little_to_inject_each_joint_has_its_share_and_brakes_freely() {
    EnergyTank narrow = new EnergyTank("arm", List.of(0, 1), .011, 1, .01, .009, 0);
    // 1 mJ above the floor, of 10.5 mJ that both joints could spend at once; from 0.05 rad/s on
    // no effort turns a joint back.
    double share = .001 / .0105;
    assertArrayEquals(
        new double[] {-50, 50 * share, -50 * share, 50},
        box(narrow, .011, .05, -.06, Authority.POLICY, .001 - share * .005),
        1e-9);
    // At 0.02 rad/s a brake costs 0.03 mm of 0.05 mm; its part of kappa is 2.5 mJ.
    double slow = .001 / .009;
    double paid = (slow + .2) * .0025 / 30e-6;
    assertArrayEquals(
        new double[] {-paid, 50 * slow, -50 * slow, 50},
        box(narrow, .011, .02, -.06, Authority.POLICY, .001 - slow * .005),
        1e-9);
  }

  @Test
  void the_brake_may_spend_all_there_is() {
    double share = .004 / .0105;
    assertArrayEquals(
        new double[] {-50, 50 * share, -50 * share, 50},
        box(tank("arm", .01, 0, 1), .004, .05, -.06, Authority.BRAKE, .004 - share * .005),
        1e-9);
  }

  @Test
  void the_brakes_reserve_pays_a_brake_at_rest() {
    TankLedger ledger = new TankLedger(List.of(tank("arm", .5, 0, 1)), HELD);
    assertEquals(
        (20 + 30) * 100 * 1e-6 / 2,
        new TankGate(ledger).brakeReserveJ(0, new double[] {20, 30}),
        1e-15);
    assertTrue(ledger.stateSize() > 0);
  }
}
