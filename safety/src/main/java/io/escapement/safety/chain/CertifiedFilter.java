package io.escapement.safety.chain;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.assurance.Assumption;
import io.escapement.safety.barrier.ConfiguredBarrier;
import io.escapement.safety.barrier.SpeedLimit;
import io.escapement.safety.chain.CertifiedSettings.ModeAuthority;
import io.escapement.safety.filter.CommandFilter;
import io.escapement.safety.filter.CommandRange;
import io.escapement.safety.filter.FilterContext;
import io.escapement.safety.filter.Intervention;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The certified link of the chain: replaces the command by the closest one that keeps every row,
 * and brakes where there is none or nothing can be known. A command that keeps all rows passes with
 * every bit unchanged.
 */
public final class CertifiedFilter implements CommandFilter {

  private final FilterContext context;
  private final MeasuredJoints measured;
  private final LastVelocity last;
  private final MotionModel model;
  private final Motion motion;
  private final ActuatorMapping mapping;
  private final EffortBounds bounds;
  private final F64Channel speedShare;
  private final ViabilityRows viability;
  private final TankRows tanks;
  private final PassivityMonitor passivity;
  private final BarrierRows barriers;
  private final ChainProgram program;
  private final ChainRecord record;
  private final Brake brake;
  private final ChainAssumptions assumptions;
  private final int[] actuatorOf;
  private final int slots;
  private final ModeAuthority[] authorities;
  private final double[] nominal;
  private final double[] applied;
  private final F64Channel flight;
  private final I64Channel dtNs = I64Channel.reading(LoopChannels.DT_NS, 1);
  private final I32Channel mode;
  private final I32Channel reset;

  /**
   * Creates the filter.
   *
   * @param settings what it goes by
   * @param barriers made of the settings' barriers, for this filter alone
   * @param speedLimits made of the settings' limits, for this filter alone
   * @param context the command in the making
   * @param range what slew limits and ranges leave
   */
  public CertifiedFilter(
      CertifiedSettings settings,
      List<ConfiguredBarrier> barriers,
      List<SpeedLimit> speedLimits,
      FilterContext context,
      CommandRange range) {
    this(settings, barriers, speedLimits, context, range, Optional.empty());
  }

  /**
   * Creates the filter.
   *
   * @param settings what it goes by
   * @param barriers made of the settings' barriers, for this filter alone
   * @param speedLimits made of the settings' limits, for this filter alone
   * @param context the command in the making
   * @param range what slew limits and ranges leave
   * @param speedShare a channel for this filter alone that says which part of its velocity limit a
   *     joint is left while a fallback slows down; empty where none does
   */
  public CertifiedFilter(
      CertifiedSettings settings,
      List<ConfiguredBarrier> barriers,
      List<SpeedLimit> speedLimits,
      FilterContext context,
      CommandRange range,
      Optional<F64Channel> speedShare) {
    this.speedShare = speedShare.orElse(null);
    this.context = context;
    int n = settings.joints().size();
    slots = settings.delayTicks() + 1;
    flight =
        new F64Channel(
            ChannelSpec.memory(settings.robot() + "/certified/applied", ChannelType.F64, n * slots)
                .withUnit("the variables of the last ticks, the latest first"));
    measured = new MeasuredJoints(settings);
    last = new LastVelocity(settings);
    mapping = new ActuatorMapping(settings, context, range);
    model =
        switch (settings.model()) {
          case DYNAMIC -> new DynamicMotion(settings, measured, last, flight);
          case DECOUPLED -> new DecoupledMotion(settings, measured, last, flight, mapping);
          case KINEMATIC -> new KinematicMotion(settings, measured, range, flight);
        };
    motion = new Motion(settings);
    bounds = new EffortBounds(n);
    viability = new ViabilityRows(settings, flight, speedShare.orElse(null));
    tanks = settings.tanks().isEmpty() ? null : new TankRows(settings, measured, mapping);
    passivity = settings.tanks().isEmpty() ? null : new PassivityMonitor(settings);
    List<ChainRows> demands = new ArrayList<>(List.of(new BoxRows(settings), viability));
    if (tanks != null) {
      demands.add(tanks);
    }
    this.barriers = barriers.isEmpty() ? null : new BarrierRows(settings, barriers, flight);
    if (this.barriers != null) {
      demands.add(this.barriers);
    }
    if (!speedLimits.isEmpty()) {
      demands.add(new SpeedRows(settings, speedLimits));
    }
    program = new ChainProgram(settings, demands);
    record = new ChainRecord(settings, program.labels());
    brake = new Brake(settings);
    assumptions = new ChainAssumptions(settings);
    actuatorOf = settings.joints().stream().mapToInt(ChainJoint::actuator).toArray();
    authorities = settings.rest().toArray(ModeAuthority[]::new);
    nominal = new double[n];
    applied = new double[n];
    mode = I32Channel.reading(settings.robot() + "/supervisor/mode", 1);
    reset = I32Channel.reading(settings.robot() + "/operator/reset", 1);
  }

  @Override
  public String name() {
    return "certified";
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(dtNs);
    wiring.reads(mode);
    wiring.reads(reset);
    if (speedShare != null) {
      wiring.reads(speedShare);
    }
    wiring.writes(flight);
    measured.declare(wiring);
    last.declare(wiring);
    model.declare(wiring);
    program.declare(wiring);
    record.declare(wiring);
    brake.declare(wiring);
    assumptions.declare(wiring);
    if (passivity != null) {
      passivity.declare(wiring);
    }
  }

  @Override
  public void initialise() {
    program.initialise();
    if (passivity != null) {
      passivity.initialise();
    }
  }

  @Override
  public void apply() {
    double dtS = dtNs.get(0) * 1e-9;
    if (reset.get(0) != 0) {
      brake.reset();
      assumptions.reset();
    }
    assumptions.begin(dtS);
    boolean known = model.update(motion, dtS);
    if (tanks != null) {
      assumptions.settled(tanks.settle(motion, known, dtS));
    }
    if (known) {
      assumptions.check(motion, measured, last, dtS);
      brake.remember(motion);
    }
    boolean changed = known ? command() : blind();
    remember(known);
    record.command(nominal, applied, changed, brake.inForce());
    assumptions.end();
  }

  private boolean command() {
    ModeAuthority authority = authorities[mode.get(0)];
    bounds.braking = authority == ModeAuthority.BRAKES;
    bound(true);
    if (brake.inForce()) {
      brake.release(motion);
    }
    if (authority == ModeAuthority.PASSES) {
      program.clearWorkingSet();
      record.notAsked();
      System.arraycopy(nominal, 0, applied, 0, applied.length);
      return false;
    }
    if (!brake.inForce()) {
      record.readActive(program.workingSet());
      BrakeCause cause = program.solve(motion, bounds, nominal);
      record.solved(program.workingSet(), program.solution(), cause.code());
      record.accelerations(viability.lower(), viability.upper());
      if (barriers != null && !barriers.inDomain()) {
        assumptions.note(Assumption.BARRIER_DOMAIN);
      }
      if (cause == BrakeCause.NONE) {
        return take(program.solution().x(), true);
      }
      brake.begin(cause);
    } else {
      program.clearWorkingSet();
      record.notAsked();
    }
    bound(false);
    brake.command(motion, bounds, applied);
    return take(applied, false);
  }

  private void bound(boolean slews) {
    for (int i = 0; i < nominal.length; i++) {
      nominal[i] = mapping.value(i);
      bounds.lower[i] = mapping.lower(i, slews);
      bounds.upper[i] = mapping.upper(i, slews);
    }
  }

  /** Brings the command to the values wanted; true if that changed anything. */
  private boolean take(double[] wanted, boolean solved) {
    boolean changed = false;
    for (int i = 0; i < nominal.length; i++) {
      double value = wanted[i];
      if (value == nominal[i]) {
        applied[i] = value;
        continue;
      }
      applied[i] = mapping.apply(i, value, solved);
      changed = true;
      if (solved) {
        program.mark(context, actuatorOf[i]);
      } else {
        context.mark(actuatorOf[i], Intervention.BRAKE);
      }
    }
    return changed;
  }

  /**
   * Nothing can be computed: drives with a spring of their own go on with it, the others get what
   * held the robot up when that was last known.
   */
  private boolean blind() {
    brake.begin(BrakeCause.UNKNOWN_STATE);
    program.clearWorkingSet();
    record.notAsked();
    for (int i = 0; i < nominal.length; i++) {
      nominal[i] = 0;
      applied[i] = mapping.blind(i, brake.blind(i));
      context.mark(actuatorOf[i], Intervention.BRAKE);
    }
    return true;
  }

  private void remember(boolean known) {
    int n = nominal.length;
    for (int slot = slots - 1; slot > 0; slot--) {
      for (int i = 0; i < n; i++) {
        flight.set(slot * n + i, flight.get((slot - 1) * n + i));
      }
    }
    for (int i = 0; i < n; i++) {
      flight.set(i, applied[i]);
    }
    if (known) {
      model.commanded(motion);
      if (passivity != null) {
        passivity.book(motion, applied);
      }
    }
    last.remember(measured, known);
    if (tanks != null) {
      tanks.commit(motion, applied, known);
    }
  }
}
