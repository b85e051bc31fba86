package io.escapement.safety.chain;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.barrier.Barrier;
import io.escapement.safety.barrier.BarrierGains;
import io.escapement.safety.barrier.BarrierState;
import io.escapement.safety.barrier.ConfiguredBarrier;
import io.escapement.safety.barrier.SampledData;
import io.escapement.safety.filter.Intervention;
import io.escapement.safety.qp.QpProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Barriers as rows over the variables: of degree two, {@code gradient . (gain x + offset) +
 * curvature >= least acceleration} ({@link SampledData}), and of degree one where the variables are
 * velocities. A barrier is kept for any hold and any delay of the command up to the longest that is
 * assumed. Bodies that are heavier or lighter by a factor accelerate less or more by it, so the
 * demand is divided by what is left of it; a part that stays, such as gravity's, is observed
 * ({@link DisturbanceObserver}).
 */
final class BarrierRows implements ChainRows {

  /** How far a barrier may be left before its domain counts as left, m (rad). */
  static final double VALUE_TOLERANCE = 1e-3;

  /** By how much psi may be negative before its domain counts as left, m/s (rad/s). */
  static final double PSI_TOLERANCE = 0.02;

  /** Speed that stands for one that is not limited, rad/s. */
  private static final double FAST = 100;

  private final Barrier[] barriers;
  private final BarrierGains[] gains;
  private final List<String> labels;
  private final boolean kinematic;
  private final int delay;
  private final double periodS;
  private final double holdS;
  private final double massError;
  private final F64Channel flight;
  private final BarrierState state;
  private final F64Channel value;
  private final F64Channel rate;
  private final F64Channel demand;
  private boolean inDomain = true;

  BarrierRows(CertifiedSettings settings, List<ConfiguredBarrier> configured, F64Channel flight) {
    this.flight = flight;
    barriers = configured.stream().map(ConfiguredBarrier::barrier).toArray(Barrier[]::new);
    gains = configured.stream().map(each -> each.settings().gains()).toArray(BarrierGains[]::new);
    List<String> names = configured.stream().map(each -> each.barrier().name()).toList();
    labels = names.stream().map(name -> "barrier " + name).toList();
    kinematic = settings.model() == ChainModel.KINEMATIC;
    delay = kinematic ? 0 : settings.delayTicks();
    periodS = settings.periodS();
    holdS = settings.holdS();
    massError = settings.massError();
    int joints = settings.robotJoints();
    List<Double> speeds = new ArrayList<>(Collections.nCopies(joints, 0.0));
    List<Double> accelerations = new ArrayList<>(Collections.nCopies(joints, 0.0));
    for (ChainJoint joint : settings.joints()) {
      speeds.set(joint.joint(), Math.min(FAST, joint.limits().velocity()));
      accelerations.set(joint.joint(), joint.accelerationMax());
    }
    state = new BarrierState(speeds, accelerations, holdS);
    String group = settings.robot() + "/certified/";
    value = derived(group + "barrier_value", "m (rad)", names);
    rate = derived(group + "barrier_rate", "m/s (rad/s)", names);
    demand = derived(group + "barrier_demand", kinematic ? "m/s" : "m/s^2", names);
  }

  private static F64Channel derived(String name, String unit, List<String> labels) {
    return new F64Channel(
        ChannelSpec.derived(name, ChannelType.F64, labels.size())
            .withUnit(unit)
            .withLabels(labels));
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public Intervention kind() {
    return Intervention.BARRIER;
  }

  @Override
  public void declare(Wiring wiring) {
    for (Barrier barrier : barriers) {
      barrier.declare(wiring);
    }
    wiring.writes(value);
    wiring.writes(rate);
    wiring.writes(demand);
  }

  /** Whether all barriers were, at the last filling, where they can be kept. */
  boolean inDomain() {
    return inDomain;
  }

  @Override
  public boolean fill(Motion motion, EffortBounds bounds, QpProblem problem, int first) {
    inDomain = true;
    boolean known = true;
    for (int b = 0; b < barriers.length; b++) {
      barriers[b].evaluate(state);
      value.set(b, state.value());
      rate.set(b, state.rate());
      known &= state.isKnown();
      int row = first + b;
      problem.dense(row);
      problem.soft(row, gains[b].price());
      if (!state.isKnown() || !state.isActive()) {
        problem.open(row);
        continue;
      }
      if (kinematic) {
        demand.set(b, degreeOne(motion, gains[b], problem, row));
      } else {
        demand.set(b, degreeTwo(motion, gains[b], problem, row));
      }
    }
    return known;
  }

  /** The rate that is demanded. */
  private double degreeOne(Motion motion, BarrierGains gain, QpProblem problem, int row) {
    double h = state.value();
    inDomain &= h >= -VALUE_TOLERANCE;
    for (int i = 0; i < motion.variables; i++) {
      problem.coefficients()[row * motion.variables + i] = 0;
    }
    for (int joint = 0; joint < motion.joints; joint++) {
      int i = motion.variableOf[joint];
      if (i >= 0) {
        problem.coefficients()[row * motion.variables + i] = state.gradient()[joint];
      }
    }
    double gamma = SampledData.gamma(gain.k1(), holdS);
    double least = SampledData.leastRate(h, gamma, holdS, state.bend(), gain.disturbance());
    problem.bounds(row, least - state.drift(), Double.POSITIVE_INFINITY);
    return least;
  }

  /** The acceleration that is demanded. */
  private double degreeTwo(Motion motion, BarrierGains gain, QpProblem problem, int row) {
    double disturbance = gain.disturbance();
    double still = state.curvature();
    double pushed = 0;
    for (int joint = 0; joint < motion.joints; joint++) {
      double gradient = state.gradient()[joint];
      pushed += gradient * motion.disturbance[joint];
      still += gradient * motion.offset[joint];
    }
    disturbance += Math.max(0, -pushed);
    int at = row * motion.variables;
    for (int i = 0; i < motion.variables; i++) {
      double sum = 0;
      for (int joint = 0; joint < motion.joints; joint++) {
        sum += state.gradient()[joint] * motion.gain[joint * motion.variables + i];
      }
      problem.coefficients()[at + i] = sum;
    }
    double h = state.value();
    double hd = state.rate();
    inDomain &= h >= -VALUE_TOLERANCE && SampledData.psi(h, hd, gain.k1()) >= -PSI_TOLERANCE;
    double least = least(h, hd, gain, disturbance);
    for (int late = 1; late <= delay; late++) {
      h = state.value();
      hd = state.rate();
      for (int slot = late - 1; slot >= 0; slot--) {
        double hdd = still;
        for (int i = 0; i < motion.variables; i++) {
          hdd += problem.coefficients()[at + i] * flight.get(slot * motion.variables + i);
        }
        h += hd * periodS + hdd * periodS * periodS / 2;
        hd += hdd * periodS;
      }
      least = Math.max(least, least(h, hd, gain, disturbance));
    }
    problem.bounds(row, least - still, Double.POSITIVE_INFINITY);
    return least;
  }

  private double least(double h, double hd, BarrierGains gain, double disturbance) {
    double planned =
        SampledData.leastAcceleration(
            h, hd, gain.k1(), gain.k2(), holdS, state.jerk(), disturbance);
    if (h >= 0 && hd > 0) {
      // What moves away may stop to do so within the hold: h does not fall, and psi stays above 0.
      planned = Math.min(planned, disturbance + state.jerk() * holdS / 2 - hd / holdS);
    }
    return planned / (planned < 0 ? 1 + massError : 1 - massError);
  }
}
