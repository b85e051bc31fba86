package io.escapement.safety.chain;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.qp.QpSolution;
import java.util.List;

/**
 * What stands in the record of each tick: the variables before and after, the rows that held them
 * back with their multipliers and slacks, the solver's work, and how often each row was active.
 */
final class ChainRecord {

  private final int rows;
  private final int variables;
  private final F64Channel nominal;
  private final F64Channel applied;
  private final F64Channel lowerAcceleration;
  private final F64Channel upperAcceleration;
  private final I32Channel active;
  private final F64Channel multipliers;
  private final F64Channel slacks;
  private final I32Channel iterations;
  private final F64Channel residual;
  private final I32Channel status;
  private final I32Channel changed;
  private final I64Channel changedTicks;
  private final I64Channel brakeTicks;
  private final I64Channel rowTicks;

  ChainRecord(CertifiedSettings settings, List<String> labels) {
    rows = labels.size();
    variables = settings.joints().size();
    String group = settings.robot() + "/certified/";
    List<String> names = settings.names();
    String unit = settings.model() == ChainModel.KINEMATIC ? "rad/s" : "Nm";
    nominal = derived(group + "nominal", unit, names);
    applied = derived(group + "filtered", unit, names);
    lowerAcceleration = derived(group + "lower_acceleration", "rad/s^2", names);
    upperAcceleration = derived(group + "upper_acceleration", "rad/s^2", names);
    active =
        new I32Channel(
            ChannelSpec.memory(group + "active", ChannelType.I32, rows)
                .withUnit("-1 at the lower bound, 1 at the upper")
                .withLabels(labels));
    multipliers = derived(group + "multipliers", "", labels);
    slacks = derived(group + "slack", "", labels);
    iterations = new I32Channel(ChannelSpec.derived(group + "iterations", ChannelType.I32, 1));
    residual = derived(group + "residual", "", List.of("kkt"));
    status =
        new I32Channel(
            ChannelSpec.derived(group + "status", ChannelType.I32, 1)
                .withUnit("code of the brake's cause, 0 solved, -1 not asked"));
    changed =
        new I32Channel(
            ChannelSpec.derived(group + "changed", ChannelType.I32, 1)
                .withUnit("1 where the command was changed"));
    changedTicks = counter(group + "changed_ticks", List.of());
    brakeTicks = counter(group + "brake_ticks", List.of());
    rowTicks = counter(group + "row_ticks", labels);
  }

  private static F64Channel derived(String name, String unit, List<String> labels) {
    return new F64Channel(
        ChannelSpec.derived(name, ChannelType.F64, labels.size())
            .withUnit(unit)
            .withLabels(labels));
  }

  private static I64Channel counter(String name, List<String> labels) {
    ChannelSpec spec = ChannelSpec.memory(name, ChannelType.I64, Math.max(1, labels.size()));
    return new I64Channel(spec.withUnit("ticks").withLabels(labels));
  }

  void declare(Wiring wiring) {
    wiring.writes(nominal);
    wiring.writes(applied);
    wiring.writes(lowerAcceleration);
    wiring.writes(upperAcceleration);
    wiring.writes(active);
    wiring.writes(multipliers);
    wiring.writes(slacks);
    wiring.writes(iterations);
    wiring.writes(residual);
    wiring.writes(status);
    wiring.writes(changed);
    wiring.writes(changedTicks);
    wiring.writes(brakeTicks);
    wiring.writes(rowTicks);
  }

  /** Reads the working set of the tick before. */
  void readActive(int[] workingSet) {
    for (int row = 0; row < rows; row++) {
      workingSet[row] = active.get(row);
    }
  }

  void solved(int[] workingSet, QpSolution solution, int code) {
    status.set(0, code);
    iterations.set(0, solution.iterations());
    residual.set(0, code == 0 ? solution.residual().max() : 0);
    boolean told = code == 0 || code == BrakeCause.INFEASIBLE.code();
    for (int row = 0; row < rows; row++) {
      active.set(row, workingSet[row]);
      // Of rows that contradict each other: by which weights they add up to what cannot be.
      multipliers.set(row, told ? solution.multipliers()[row] : 0);
      slacks.set(row, code == 0 ? solution.slacks()[row] : 0);
      rowTicks.set(row, rowTicks.get(row) + (workingSet[row] != 0 ? 1 : 0));
    }
  }

  void notAsked() {
    status.set(0, -1);
    iterations.set(0, 0);
    residual.set(0, 0);
    for (int row = 0; row < rows; row++) {
      active.set(row, 0);
      multipliers.set(row, 0);
      slacks.set(row, 0);
    }
  }

  void command(double[] before, double[] after, boolean change, boolean braking) {
    for (int i = 0; i < variables; i++) {
      nominal.set(i, before[i]);
      applied.set(i, after[i]);
    }
    changed.set(0, change ? 1 : 0);
    changedTicks.set(0, changedTicks.get(0) + (change ? 1 : 0));
    brakeTicks.set(0, brakeTicks.get(0) + (braking ? 1 : 0));
  }

  void accelerations(double[] lower, double[] upper) {
    for (int i = 0; i < variables; i++) {
      lowerAcceleration.set(i, lower[i]);
      upperAcceleration.set(i, upper[i]);
    }
  }
}
