package io.escapement.safety.supervisor;

import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drives;

/**
 * Holds the mode. The modes form a lattice by what they let the robot do: {@code estop < passive <
 * damping < hold < poses (stand) < further policies < the run's policy}.
 *
 * <ul>
 *   <li>Down: at once, by a fallback or at the operator's request.
 *   <li>Up, or aside: only at the operator's request, and only if nothing is latched, no trigger
 *       holds that would take the mode back down, and the mode's own guards are met.
 *   <li>A fallback with any cause but {@link Cause#STOP} latches: the operator must reset before
 *       the robot rises again. A reset leaves the robot where it is; only an emergency stop is left
 *       for the last fallback's mode, which does the same, so that a reset moves nothing.
 * </ul>
 *
 * <p>Fallbacks are taken step by step. A step that slows the policy down or repeats the last
 * command leaves the mode alone and ends with its condition; a step to another mode is final unless
 * the list goes on after a time. A trigger that would take the robot lower overrides a fallback
 * that is under way.
 */
public final class Supervisor implements Stage {

  private static final int POLICY_TRIGGERS = policyTriggers();

  /** What may be wrong with one policy's action, and not with another's. */
  private static final int ACTION_TRIGGERS = Cause.NAN_ACTION.bit() | Cause.POLICY_INVALID.bit();

  private final Behaviour[] behaviours;
  private final int[] ranks;
  private final int[] policyOf;
  private final boolean[] available;
  private final long[] blendNs;
  private final long[] blendDownNs;
  private final Fallback.Step[][] steps;
  private final int startMode;
  private final int lastFallback;
  private final boolean policyNeedsPose;

  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final I32Channel triggers;
  private final I32Channel request;
  private final I32Channel reset;
  private final I32Channel appliedValid;
  private final I32Channel policyTriggers;
  private final SupervisorState state;
  private final SpeedShare speed;

  /**
   * Creates the stage.
   *
   * @param robot the robot's actuators
   * @param settings modes, fallbacks and guards
   */
  public Supervisor(Drives robot, SupervisorSettings settings) {
    ModeTable modes = settings.modes();
    int count = modes.size();
    behaviours = new Behaviour[count];
    ranks = new int[count];
    policyOf = new int[count];
    available = new boolean[count];
    blendNs = new long[count];
    blendDownNs = new long[count];
    for (int i = 0; i < count; i++) {
      behaviours[i] = modes.mode(i).behaviour();
      ranks[i] = modes.mode(i).rank();
      policyOf[i] = modes.policyOf(i);
      available[i] = modes.available(i);
      blendNs[i] = modes.mode(i).blendNs();
      blendDownNs[i] = modes.mode(i).blendDownNs();
    }
    steps = settings.stepsByCode();
    startMode = settings.startMode();
    lastFallback = modes.lastFallback();
    policyNeedsPose = settings.policyNeedsPose();
    triggers = I32Channel.reading(robot.channel("safety/triggers"), 1);
    request = I32Channel.reading(robot.channel("operator/mode_request"), 1);
    reset = I32Channel.reading(robot.channel("operator/reset"), 1);
    appliedValid = I32Channel.reading(robot.channel("applied/valid"), 1);
    int policies = modes.nominals().size();
    policyTriggers =
        policies > 1 ? I32Channel.reading(robot.channel("safety/policy_triggers"), policies) : null;
    state = new SupervisorState(robot);
    speed = settings.slows() ? new SpeedShare(robot, settings.slow()) : null;
  }

  private static int policyTriggers() {
    int bits = 0;
    for (Cause cause : Cause.values()) {
      bits |= cause.concernsPolicy() ? cause.bit() : 0;
    }
    return bits;
  }

  @Override
  public String name() {
    return "supervisor";
  }

  @Override
  public Phase phase() {
    return Phase.SUPERVISE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(timeNs);
    wiring.reads(triggers);
    wiring.reads(request);
    wiring.reads(reset);
    wiring.readsPrevious(appliedValid);
    if (policyTriggers != null) {
      wiring.reads(policyTriggers);
    }
    state.declare(wiring);
    if (speed != null) {
      speed.declare(wiring);
    }
  }

  @Override
  public void initialise() {
    state.mode.set(0, startMode);
    state.cause.set(0, Cause.START.code());
    state.sinceNs.set(0, -1);
    if (speed != null) {
      speed.initialise();
    }
  }

  @Override
  public void tick() {
    long now = timeNs.get(0);
    if (state.sinceNs.get(0) < 0) {
      state.sinceNs.set(0, now);
      state.blendNs.set(0, blendNs[state.mode.get(0)]);
      state.changed.set(0, 1);
    }
    release(now);
    continueFallback(now);
    startFallback(now);
    answerRequest(now);
    report();
  }

  /** The operator's reset, which an emergency stop that is still pressed withstands. */
  private void release(long now) {
    boolean pressed = (triggers.get(0) & Cause.OPERATOR_ESTOP.bit()) != 0;
    if (reset.get(0) == 0 || pressed || state.latched.get(0) == 0) {
      return;
    }
    state.latched.set(0, 0);
    state.faultCause.set(0, 0);
    state.fallbackCause.set(0, 0);
    if (state.mode.get(0) == ModeTable.ESTOP) {
      enter(lastFallback, Cause.OPERATOR_RESET, now);
    }
  }

  private void continueFallback(long now) {
    int code = state.fallbackCause.get(0);
    if (code == 0) {
      return;
    }
    int index = state.fallbackStep.get(0);
    Fallback.Step step = steps[code][index];
    boolean over = step.keepsMode() && (firing(state.mode.get(0)) & 1 << code) == 0;
    if (over) {
      state.fallbackCause.set(0, 0);
    } else if (step.durationNs() > 0 && now - state.fallbackSinceNs.get(0) >= step.durationNs()) {
      state.fallbackCause.set(0, 0);
      int next = firstApplicable(code, index + 1, false);
      if (next >= 0) {
        take(code, next, now);
      }
    }
  }

  private void startFallback(long now) {
    int firing = firing(state.mode.get(0));
    int underWay = state.fallbackCause.get(0);
    for (int code = Cause.OPERATOR_ESTOP.code(); code < Cause.COUNT; code++) {
      if ((firing & 1 << code) != 0 && code != underWay) {
        int step = firstApplicable(code, 0, underWay == 0);
        if (step >= 0) {
          take(code, step, now);
          return;
        }
      }
    }
  }

  /** The triggers that concern a mode. */
  private int firing(int mode) {
    int bits = triggers.get(0);
    if (behaviours[mode] != Behaviour.POLICY) {
      return bits & ~POLICY_TRIGGERS;
    }
    return policyTriggers == null
        ? bits
        : (bits & ~ACTION_TRIGGERS) | policyTriggers.get(policyOf[mode]);
  }

  /** Whether a mode can be gone to: a policy only with an action. */
  private boolean usable(int mode) {
    boolean acts = policyTriggers == null || policyTriggers.get(policyOf[mode]) == 0;
    return available[mode] && (behaviours[mode] != Behaviour.POLICY || acts);
  }

  /**
   * The first step from an index on that changes anything for the better, or -1; also -1 where that
   * would be to leave the mode as it is while another fallback already does. Where another slows
   * down, however, the last command is not repeated: two conditions at once go on to the next step,
   * so that the one cannot put off the other for ever.
   */
  private int firstApplicable(int code, int from, boolean nothingUnderWay) {
    int mode = state.mode.get(0);
    for (int i = from; i < steps[code].length; i++) {
      Fallback.Step step = steps[code][i];
      if (step.keepsMode()) {
        boolean passes = step.reuses() && !nothingUnderWay && isSlowing();
        if (!passes && behaviours[mode] == Behaviour.POLICY && appliedValid.get(0) != 0) {
          return nothingUnderWay ? i : -1;
        }
      } else if (usable(step.mode()) && rank(step.mode()) < rank(mode)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the fallback under way slows down. */
  private boolean isSlowing() {
    int code = state.fallbackCause.get(0);
    return code != 0 && steps[code][state.fallbackStep.get(0)].slows();
  }

  private void take(int code, int index, long now) {
    Fallback.Step step = steps[code][index];
    Cause cause = Cause.of(code);
    if (!step.keepsMode()) {
      enter(step.mode(), cause, now);
      latch(cause, step.mode());
    }
    boolean goesOn = step.durationNs() > 0 && index + 1 < steps[code].length;
    state.fallbackCause.set(0, goesOn || step.slows() ? code : 0);
    state.fallbackStep.set(0, index);
    state.fallbackSinceNs.set(0, now);
  }

  private void latch(Cause cause, int mode) {
    int latched = state.latched.get(0);
    if (mode == ModeTable.ESTOP) {
      latched |= Latch.ESTOP;
    }
    if (cause != Cause.OPERATOR_ESTOP && !cause.isPlanned()) {
      latched |= Latch.FAULT;
      if (state.faultCause.get(0) == 0) {
        state.faultCause.set(0, cause.code());
      }
    }
    state.latched.set(0, latched);
  }

  private void answerRequest(long now) {
    int asked = request.get(0) - 1;
    int mode = state.mode.get(0);
    if (asked == -1 || asked == mode) {
      return;
    }
    Refusal refusal = guard(asked, mode, now);
    state.refused.set(0, refusal.code());
    if (refusal != Refusal.NONE) {
      return;
    }
    boolean emergency = asked == ModeTable.ESTOP;
    enter(asked, emergency ? Cause.OPERATOR_ESTOP : Cause.OPERATOR_REQUEST, now);
    state.fallbackCause.set(0, 0);
    if (emergency) {
      state.latched.set(0, state.latched.get(0) | Latch.ESTOP);
    }
  }

  private Refusal guard(int asked, int mode, long now) {
    if (asked < 0 || asked >= behaviours.length) {
      return Refusal.UNKNOWN;
    }
    if (!available[asked]) {
      return Refusal.NO_STIFFNESS;
    }
    if (rank(asked) < rank(mode)) {
      return usable(asked) ? Refusal.NONE : Refusal.TRIGGERED;
    }
    if (state.latched.get(0) != 0) {
      return Refusal.LATCHED;
    }
    if (wouldFall(asked)) {
      return Refusal.TRIGGERED;
    }
    boolean posed =
        behaviours[mode] == Behaviour.POLICY
            || (behaviours[mode] == Behaviour.POSE
                && now - state.sinceNs.get(0) >= state.blendNs.get(0));
    boolean lacksPose = policyNeedsPose && behaviours[asked] == Behaviour.POLICY && !posed;
    return lacksPose ? Refusal.NEEDS_POSE : Refusal.NONE;
  }

  /** Whether a trigger holds whose fallback would leave a mode as soon as it is entered. */
  private boolean wouldFall(int mode) {
    int firing = firing(mode);
    for (int code = Cause.OPERATOR_ESTOP.code(); code < Cause.COUNT; code++) {
      if ((firing & 1 << code) != 0) {
        for (Fallback.Step step : steps[code]) {
          if (step.reuses() || (!step.slows() && rank(step.mode()) < rank(mode))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private void enter(int mode, Cause cause, long now) {
    boolean down = rank(mode) < rank(state.mode.get(0));
    state.mode.set(0, mode);
    state.cause.set(0, cause.code());
    state.sinceNs.set(0, now);
    state.blendNs.set(0, down ? blendDownNs[mode] : blendNs[mode]);
    state.transitions.set(0, state.transitions.get(0) + 1);
    state.changed.set(0, 1);
  }

  private void report() {
    int code = state.fallbackCause.get(0);
    boolean reusing = code != 0 && steps[code][state.fallbackStep.get(0)].reuses();
    state.reusing.set(0, reusing ? 1 : 0);
    if (speed != null) {
      speed.update(isSlowing(), behaviours[state.mode.get(0)] == Behaviour.POLICY);
    }
    boolean unplanned = (state.latched.get(0) & Latch.FAULT) != 0;
    boolean atTheBottom = rank(state.mode.get(0)) <= rank(lastFallback);
    state.terminal.set(0, unplanned && atTheBottom ? 1 : 0);
  }

  private int rank(int mode) {
    return ranks[mode];
  }
}
