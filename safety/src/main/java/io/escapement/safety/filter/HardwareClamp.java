package io.escapement.safety.filter;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.Role;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drive;
import io.escapement.safety.command.Drives;

/**
 * Makes {@code command/*}, which drivers take, of {@code filtered/*}. It knows the hardware's
 * limits and nothing of the filters: where it has to change anything the filters are at fault,
 * {@code safety/fault} says so, and the supervisor acts on it on the next tick.
 *
 * <p>What was commanded stays in memory ({@code applied/*}) as what the next tick starts from.
 */
public final class HardwareClamp implements Stage {

  /** Wider than the filters' own tolerance, so that only a real fault is called one. */
  private static final double TOLERANCE = 1e-6;

  private final Drive[] drives;
  private final HardwareLimits limits;
  private final F64Channel position;
  private final F64Channel velocity;
  private final CommandHandles filtered;
  private final CommandHandles command;
  private final CommandHandles applied;
  private final I32Channel appliedValid;
  private final I32Channel clamped;
  private final I32Channel fault;
  private final I64Channel faultTicks;

  HardwareClamp(Drives robot, HardwareLimits limits) {
    this.drives = robot.toArray();
    this.limits = limits;
    position = F64Channel.reading(robot.channel("joints/position"), robot.jointCount());
    velocity = F64Channel.reading(robot.channel("joints/velocity"), robot.jointCount());
    filtered = CommandHandles.reading(robot, "filtered");
    command = CommandHandles.declaring(robot, "command", Role.DERIVED);
    applied = CommandHandles.declaring(robot, "applied", Role.MEMORY);
    appliedValid =
        new I32Channel(ChannelSpec.memory(robot.channel("applied/valid"), ChannelType.I32, 1));
    clamped =
        new I32Channel(
            ChannelSpec.derived(robot.channel("safety/clamped"), ChannelType.I32, robot.count())
                .withLabels(robot.names()));
    fault = new I32Channel(ChannelSpec.memory(robot.channel("safety/fault"), ChannelType.I32, 1));
    faultTicks =
        new I64Channel(
            ChannelSpec.memory(robot.channel("safety/fault_ticks"), ChannelType.I64, 1)
                .withUnit("ticks"));
  }

  @Override
  public String name() {
    return "hardware_clamp";
  }

  @Override
  public Phase phase() {
    return Phase.FILTER;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(position);
    wiring.reads(velocity);
    filtered.readBy(wiring);
    command.writtenBy(wiring);
    applied.writtenBy(wiring);
    wiring.writes(appliedValid);
    wiring.writes(clamped);
    wiring.writes(fault);
    wiring.writes(faultTicks);
  }

  @Override
  public void tick() {
    command.copyFrom(filtered);
    int faults = 0;
    for (int i = 0; i < drives.length; i++) {
      int changed = clamp(i, drives[i]) ? 1 : 0;
      clamped.set(i, changed);
      faults |= changed;
    }
    fault.set(0, faults);
    faultTicks.set(0, faultTicks.get(0) + faults);
    applied.copyFrom(command);
    appliedValid.set(0, 1);
  }

  private boolean clamp(int i, Drive drive) {
    boolean changed = false;
    if (!command.physical(i)) {
      boolean known = appliedValid.get(0) != 0;
      double pose = known ? applied.position().get(i) : drive.defaultPosition();
      command.set(i, pose, 0, 0, 0, 0);
      changed = true;
    }
    changed |= floor(command.stiffness(), i) | floor(command.damping(), i);
    changed |= limits.limitGains(command, i);
    changed |= limits.limitPosition(command, i);
    changed |= limits.limitVelocity(command, i);
    changed |= limits.limitEffort(command, i);
    return changed | clampEffort(i, drive);
  }

  private static boolean floor(F64Channel gain, int i) {
    boolean negative = gain.get(i) < 0;
    if (negative) {
      gain.set(i, 0);
    }
    return negative;
  }

  private boolean clampEffort(int i, Drive drive) {
    double q = drive.measured(position);
    double dq = drive.measured(velocity);
    boolean told = drive.effortPredictable() && Drive.physical(q) && Drive.physical(dq);
    double most = limits.effortMax(i);
    boolean exceeds =
        told && EffortFilter.exceeds(command.predictedEffort(i, drive, q, dq), most, TOLERANCE);
    if (exceeds) {
      EffortFilter.scaleGains(command, i, drive, q, dq, most);
    }
    return exceeds;
  }
}
