package io.escapement.safety.tank;

/**
 * The efforts that act, or may act, in the period before and in those to come, as a stretch of a
 * ledger's state: first the oldest of the period before, then one slot for each tick of the largest
 * delay, and one more.
 *
 * <p>After a commit slot s acts s ticks later if the delay is the largest. If it may be up to w
 * ticks less, slots 0 to w are candidates for the period that begins, and whatever is asked of a
 * period is asked for the worst of them: a command is counted in each period in which it may act.
 */
final class UnderWay {

  private final int from;
  private final int joints;
  private final int last;
  private final int window;
  private final Travel travel;

  UnderWay(HeldEffort held, Travel travel, int from) {
    this.from = from;
    this.travel = travel;
    joints = held.joints();
    last = held.delayTicks();
    window = held.periodsOfAction() - 1;
  }

  int size() {
    return (last + 2) * joints;
  }

  private double effort(double[] state, int joint, int slot) {
    return state[from + (slot + 1) * joints + joint];
  }

  /** What the efforts gave at most over a joint's displacement in the period just over, J. */
  double work(double[] state, int joint, double displacement) {
    double worst = Double.NEGATIVE_INFINITY;
    for (int slot = 0; slot <= window; slot++) {
      double tau = effort(state, joint, slot);
      worst = Math.max(worst, tau == 0 ? 0 : tau * displacement);
    }
    return worst;
  }

  /** The same of drives that do not hold their effort, J. */
  double work(double[] state, int joint, double displacement, DriveLaw law) {
    double worst = Double.NEGATIVE_INFINITY;
    for (int slot = 0; slot <= window; slot++) {
      double tau = effort(state, joint, slot);
      double held = tau == 0 ? 0 : tau * displacement;
      worst = Math.max(worst, held + law.excessJ(joint, last - slot, displacement));
    }
    return worst;
  }

  /** What may have been hidden by a change of effort at the beginning of that period, J. */
  double hidden(double[] state, int joint) {
    double change = 0;
    for (int slot = 0; slot <= window; slot++) {
      for (int before = -1; before < window; before++) {
        double by = effort(state, joint, slot) - effort(state, joint, before);
        change = Math.max(change, Math.abs(by));
      }
    }
    return travel.hidden(joint, change);
  }

  /** Moves to after the period just over. */
  void settle(double[] state) {
    for (int joint = 0; joint < joints; joint++) {
      state[from + joint] = state[from + joints + joint];
      state[from + joints + joint] = 0;
    }
  }

  /** Enters a command, after which slot 0 is the oldest that may act. */
  void commit(double[] state, double[] effort) {
    for (int joint = 0; joint < joints; joint++) {
      for (int slot = 1; slot <= last; slot++) {
        state[from + slot * joints + joint] = effort(state, joint, slot);
      }
      state[from + (last + 1) * joints + joint] = effort[joint];
    }
  }

  /** What may be needed in the period that begins with a commit, J. */
  double reserve(double[] state, int joint, double velocity) {
    return reserve(state, joint, velocity, 0, 0) + travel.dampingAhead(joint, velocity, 0);
  }

  /** What may be needed between a settlement and the next command for all before it, J. */
  double pending(double[] state, int joint, double velocity) {
    double effortBefore = Math.abs(state[from + joint]);
    for (int slot = 1; slot <= window; slot++) {
      effortBefore = Math.max(effortBefore, Math.abs(effort(state, joint, slot)));
    }
    double pending = travel.hidden(joint, effortBefore);
    for (int period = 0; period < last; period++) {
      pending += reserve(state, joint, velocity, period, period + 1);
    }
    for (int period = 0; period <= last; period++) {
      pending += travel.dampingAhead(joint, velocity, period);
    }
    return pending;
  }

  private double reserve(double[] state, int joint, double velocity, int period, int first) {
    double way = 0;
    double hidden = 0;
    for (int slot = first; slot <= Math.min(first + window, last); slot++) {
      double tau = effort(state, joint, slot);
      if (tau != 0) {
        way = Math.max(way, Math.abs(tau) * travel.along(joint, tau, velocity, period));
        hidden = Math.max(hidden, travel.hiddenTwice(joint, tau));
      }
    }
    return way + hidden;
  }
}
