package io.escapement.safety.stability;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drives;
import io.escapement.safety.filter.CommandFilter;
import io.escapement.safety.filter.FilterContext;
import io.escapement.safety.filter.Intervention;
import io.escapement.safety.supervisor.Behaviour;
import io.escapement.safety.supervisor.ModeTable;

/**
 * Takes the velocities that a policy commands as a field over measured positions, and takes from it
 * what would lead away from the goal: projected on the decrease of V, and shortened until an Euler
 * step over the control period keeps to it as well. What leads to the goal passes bit for bit.
 */
public final class StableFilter implements CommandFilter {

  private final FilterContext context;
  private final StableProjection projection;
  private final LyapunovFunction lyapunov;
  private final int[] actuators;
  private final boolean[] isPolicy;
  private final double periodS;
  private final I32Channel mode;
  private final F64Channel value;
  private final F64Channel step;
  private final I32Channel projected;
  private final double[] x;
  private final double[] f;
  private final double[] next;

  /**
   * Creates the filter.
   *
   * @param settings what it goes by
   * @param robot the robot's actuators
   * @param modes tells the policies' modes
   * @param periodNs the loop's period, nanoseconds
   * @param context what it works on
   */
  public StableFilter(
      StableSettings settings,
      Drives robot,
      ModeTable modes,
      long periodNs,
      FilterContext context) {
    this.context = context;
    projection = settings.projection();
    lyapunov = settings.lyapunov();
    actuators = settings.actuators().stream().mapToInt(Integer::intValue).toArray();
    isPolicy = new boolean[modes.size()];
    for (int i = 0; i < isPolicy.length; i++) {
      isPolicy[i] = modes.mode(i).behaviour() == Behaviour.POLICY;
    }
    periodS = periodNs / 1e9;
    mode = I32Channel.reading(robot.channel("supervisor/mode"), 1);
    value =
        new F64Channel(
            ChannelSpec.derived(robot.channel("stable/value"), ChannelType.F64, 1)
                .withUnit("V of the measured positions"));
    step =
        new F64Channel(
            ChannelSpec.derived(robot.channel("stable/step"), ChannelType.F64, 1)
                .withUnit("part of the projected velocity, 0 to 1"));
    projected =
        new I32Channel(
            ChannelSpec.derived(robot.channel("stable/projected"), ChannelType.I32, 1)
                .withUnit("1 where the velocity led away from the goal"));
    x = new double[actuators.length];
    f = new double[actuators.length];
    next = new double[actuators.length];
  }

  @Override
  public String name() {
    return "stable_projection";
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(mode);
    wiring.writes(value);
    wiring.writes(step);
    wiring.writes(projected);
  }

  @Override
  public void apply() {
    F64Channel velocity = context.command().velocity();
    for (int i = 0; i < actuators.length; i++) {
      x[i] = context.measuredPosition(actuators[i]);
      f[i] = velocity.get(actuators[i]);
    }
    value.set(0, lyapunov.value(x));
    if (!isPolicy[mode.get(0)]) {
      return;
    }
    boolean changed = projection.project(x, f, next);
    double part = projection.step(x, f, periodS, next);
    projected.set(0, changed ? 1 : 0);
    step.set(0, part);
    if (!changed && part == 1) {
      return;
    }
    for (int i = 0; i < actuators.length; i++) {
      velocity.set(actuators[i], part * f[i]);
      context.mark(actuators[i], Intervention.STABLE_PROJECTION);
    }
  }
}
