package io.escapement.safety.chain;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.filter.Intervention;
import io.escapement.safety.qp.QpProblem;
import io.escapement.safety.tank.Authority;
import io.escapement.safety.tank.Settlement;
import io.escapement.safety.tank.TankLedger;
import io.escapement.safety.tank.TankRow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The energy that is left, as rows: of each tank one over the efforts beyond gravity, and one box
 * that all tanks share ({@link TankRow}). The account is settled at the start of a tick and takes
 * what was applied at its end.
 */
final class TankRows implements ChainRows {

  /** What rounding may leave of an empty tank, J. */
  private static final double EMPTY_J = 1e-9;

  private final TankLedger ledger;
  private final DriveLaws laws;
  private final TankRow[] tanks;
  private final int[] jointOf;
  private final int variables;
  private final List<String> labels;
  private final MeasuredJoints measured;
  private final F64Channel state;
  private final F64Channel level;
  private final F64Channel injected;
  private final F64Channel blind;
  private final double[] account;
  private final double[] position;
  private final double[] velocity;
  private final double[] row;
  private final double[] lower;
  private final double[] upper;
  private final double[] least;
  private final double[] most;
  private final double[] effort;

  TankRows(CertifiedSettings settings, MeasuredJoints measured, ActuatorMapping mapping) {
    this.measured = measured;
    laws = new DriveLaws(settings, mapping);
    ledger = new TankLedger(settings.tanks(), settings.held());
    int count = settings.tanks().size();
    tanks = new TankRow[count];
    for (int t = 0; t < count; t++) {
      tanks[t] = new TankRow(ledger, t);
    }
    jointOf = settings.joints().stream().mapToInt(ChainJoint::joint).toArray();
    variables = jointOf.length;
    labels =
        Stream.concat(
                settings.tanks().stream().map(tank -> "tank " + tank.name()),
                settings.names().stream().map(name -> "tanks at " + name))
            .toList();
    List<String> names = settings.tanks().stream().map(tank -> tank.name()).toList();
    String group = settings.robot() + "/certified/";
    state =
        new F64Channel(
            ChannelSpec.memory(group + "tank_state", ChannelType.F64, ledger.stateSize())
                .withUnit("see TankLedger"));
    level = derived(group + "tank_level", names);
    injected = derived(group + "tank_injected", names);
    blind =
        new F64Channel(
            ChannelSpec.memory(group + "tank_blind", ChannelType.F64, 2)
                .withUnit("1 since nothing is measured, and s since then"));
    account = new double[ledger.stateSize()];
    position = new double[variables];
    velocity = new double[variables];
    row = new double[variables];
    lower = new double[variables];
    upper = new double[variables];
    least = new double[variables];
    most = new double[variables];
    effort = new double[variables];
  }

  private static F64Channel derived(String name, List<String> tanks) {
    return new F64Channel(
        ChannelSpec.derived(name, ChannelType.F64, tanks.size()).withUnit("J").withLabels(tanks));
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public Intervention kind() {
    return Intervention.TANK;
  }

  @Override
  public void declare(Wiring wiring) {
    laws.declare(wiring);
    wiring.writes(state);
    wiring.writes(level);
    wiring.writes(injected);
    wiring.writes(blind);
  }

  @Override
  public void initialise() {
    ledger.start(account);
    // No position is known yet; without an effort none is asked for.
    store();
  }

  private void load() {
    for (int i = 0; i < account.length; i++) {
      account[i] = state.get(i);
    }
  }

  private void store() {
    for (int i = 0; i < account.length; i++) {
      state.set(i, account[i]);
    }
  }

  /**
   * Books the period just over. When measurements end, what had been reserved is booked; the way
   * from there is booked once it is known again.
   *
   * @return {@link Settlement#OVERDRAWN} also where a tank holds less than nothing
   */
  Settlement settle(Motion motion, boolean known, double dtS) {
    load();
    Settlement settlement = known ? seen(motion, dtS) : unseen(dtS);
    for (int t = 0; t < tanks.length; t++) {
      if (ledger.levelJ(account, t) < -EMPTY_J) {
        settlement = Settlement.OVERDRAWN;
      }
      level.set(t, ledger.levelJ(account, t));
      injected.set(t, ledger.injectedJ(account, t));
    }
    store();
    return settlement;
  }

  private Settlement seen(Motion motion, double dtS) {
    double elapsedS = dtS + blind.get(1);
    blind.set(0, 0);
    blind.set(1, 0);
    laws.arrive(motion, elapsedS);
    for (int i = 0; i < variables; i++) {
      position[i] = measured.position(jointOf[i]);
      velocity[i] = measured.velocity(jointOf[i]);
    }
    return ledger.settle(account, position, elapsedS, laws);
  }

  private Settlement unseen(double dtS) {
    Arrays.fill(position, Double.NaN);
    Arrays.fill(velocity, 0);
    if (blind.get(0) == 0) {
      ledger.settle(account, position, dtS, laws);
      blind.set(0, 1);
    } else {
      blind.set(1, blind.get(1) + dtS);
    }
    return Settlement.UNMEASURED;
  }

  @Override
  public boolean fill(Motion motion, EffortBounds bounds, QpProblem problem, int first) {
    Authority authority = bounds.braking ? Authority.BRAKE : Authority.POLICY;
    for (int i = 0; i < variables; i++) {
      least[i] = Double.NEGATIVE_INFINITY;
      most[i] = Double.POSITIVE_INFINITY;
    }
    boolean known = true;
    for (int t = 0; t < tanks.length; t++) {
      double bound = tanks[t].fill(account, velocity, row, lower, upper, authority);
      int at = (first + t) * variables;
      double lifting = 0;
      for (int i = 0; i < variables; i++) {
        problem.coefficients()[at + i] = row[i];
        lifting += row[i] * motion.gravity[jointOf[i]];
        least[i] = Math.max(least[i], lower[i]);
        most[i] = Math.min(most[i], upper[i]);
      }
      problem.dense(first + t);
      problem.bounds(first + t, Double.NEGATIVE_INFINITY, bound + lifting);
      known &= Double.isFinite(bound + lifting);
    }
    for (int i = 0; i < variables; i++) {
      double gravity = motion.gravity[jointOf[i]];
      problem.unit(first + tanks.length + i, i);
      problem.bounds(first + tanks.length + i, least[i] + gravity, most[i] + gravity);
    }
    return known;
  }

  /** Enters what was applied. */
  void commit(Motion motion, double[] applied, boolean known) {
    for (int i = 0; i < variables; i++) {
      effort[i] = known ? applied[i] - motion.gravity[jointOf[i]] : laws.blindEffort(i);
    }
    ledger.commit(account, velocity, effort);
    if (known) {
      laws.commit(motion);
    } else {
      laws.commitBlind();
    }
    store();
  }
}
