package io.escapement.safety.supervisor;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.Role;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drive;
import io.escapement.safety.command.Drives;
import java.util.List;

/**
 * Writes the command of the mode in force, {@code supervised/*}.
 *
 * <p>A policy's command passes bit for bit, but for the blend after its mode's entry, over which it
 * is mixed with the command that was in force. Everything else is made here from the measured pose,
 * in the numbers that each actuator takes: a drive that takes efforts but no stiffness gets the
 * drive law's effort, a position servo gets a position.
 */
public final class ModeCommand implements Stage {

  private final Drive[] drives;
  private final Behaviour[] behaviours;
  private final double[][] poses;
  private final double[][] stiffnesses;
  private final double[][] dampings;

  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final I32Channel mode;
  private final I64Channel sinceNs;
  private final I64Channel blendNs;
  private final I32Channel changed;
  private final I32Channel reusing;
  private final F64Channel position;
  private final F64Channel velocity;
  private final CommandHandles[] nominals;
  private final int[] policyOf;
  private final CommandHandles applied;
  private final I32Channel appliedValid;

  private final CommandHandles supervised;
  private final F64Channel entryPosition;
  private final CommandHandles entryCommand;

  /**
   * Creates the stage.
   *
   * @param robot the robot's actuators
   * @param modes the modes
   */
  public ModeCommand(Drives robot, ModeTable modes) {
    drives = robot.toArray();
    int count = modes.size();
    policyOf = new int[count];
    behaviours = new Behaviour[count];
    poses = new double[count][];
    stiffnesses = new double[count][];
    dampings = new double[count][];
    boolean policyBlends = false;
    for (int i = 0; i < count; i++) {
      // An emergency stop does what the last fallback does.
      Mode data = modes.mode(i == ModeTable.ESTOP ? modes.lastFallback() : i);
      behaviours[i] = data.behaviour();
      policyOf[i] = modes.policyOf(i);
      poses[i] = array(data.pose());
      stiffnesses[i] = array(data.stiffness());
      dampings[i] = array(data.damping());
      policyBlends |= behaviours[i] == Behaviour.POLICY && data.blendNs() > 0;
    }
    mode = I32Channel.reading(robot.channel("supervisor/mode"), 1);
    sinceNs = I64Channel.reading(robot.channel("supervisor/since_ns"), 1);
    blendNs = I64Channel.reading(robot.channel("supervisor/blend_ns"), 1);
    changed = I32Channel.reading(robot.channel("supervisor/changed"), 1);
    reusing = I32Channel.reading(robot.channel("supervisor/reusing"), 1);
    position = F64Channel.reading(robot.channel("joints/position"), robot.jointCount());
    velocity = F64Channel.reading(robot.channel("joints/velocity"), robot.jointCount());
    nominals =
        modes.nominals().stream()
            .map(group -> CommandHandles.reading(robot, group))
            .toArray(CommandHandles[]::new);
    applied = CommandHandles.reading(robot, "applied");
    appliedValid = I32Channel.reading(robot.channel("applied/valid"), 1);
    supervised = CommandHandles.declaring(robot, "supervised", Role.DERIVED);
    entryPosition =
        new F64Channel(
            ChannelSpec.memory(
                    robot.channel("supervisor/entry_position"), ChannelType.F64, drives.length)
                .withUnit("rad")
                .withLabels(robot.names()));
    entryCommand =
        policyBlends ? CommandHandles.declaring(robot, "supervisor/entry", Role.MEMORY) : null;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public String name() {
    return "mode_command";
  }

  @Override
  public Phase phase() {
    return Phase.SUPERVISE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(timeNs);
    wiring.reads(mode);
    wiring.reads(sinceNs);
    wiring.reads(blendNs);
    wiring.reads(changed);
    wiring.reads(reusing);
    wiring.reads(position);
    wiring.reads(velocity);
    for (CommandHandles nominal : nominals) {
      nominal.readBy(wiring);
    }
    applied.readPreviousBy(wiring);
    wiring.readsPrevious(appliedValid);
    supervised.writtenBy(wiring);
    wiring.writes(entryPosition);
    if (entryCommand != null) {
      entryCommand.writtenBy(wiring);
    }
  }

  @Override
  public void tick() {
    int index = mode.get(0);
    if (changed.get(0) != 0) {
      rememberEntry();
    }
    if (reusing.get(0) != 0) {
      supervised.copyFrom(applied);
      return;
    }
    double blend = blend();
    if (behaviours[index] == Behaviour.POLICY) {
      policy(nominals[policyOf[index]], blend);
      return;
    }
    for (int i = 0; i < drives.length; i++) {
      command(index, i, blend);
    }
  }

  /** Takes the measured pose, or where there is no telling the last command's or the default. */
  private void rememberEntry() {
    boolean commanded = appliedValid.get(0) != 0;
    for (int i = 0; i < drives.length; i++) {
      double q = drives[i].measured(position);
      boolean positioned = commanded && drives[i].usesPosition(applied.stiffness().get(i));
      double otherwise = positioned ? applied.position().get(i) : drives[i].defaultPosition();
      double entry = Drive.physical(q) ? q : otherwise;
      entryPosition.set(i, entry);
      if (entryCommand != null) {
        entryCommand.copyFrom(i, applied);
        if (!positioned) {
          entryCommand.position().set(i, entry);
        }
      }
    }
  }

  /** How far the blend has come: a cubic from 0 to 1 that starts and ends at rest. */
  private double blend() {
    long durationNs = blendNs.get(0);
    long elapsedNs = timeNs.get(0) - sinceNs.get(0);
    if (elapsedNs >= durationNs) {
      return 1;
    }
    double u = (double) elapsedNs / durationNs;
    return u * u * (3 - 2 * u);
  }

  private void policy(CommandHandles nominal, double blend) {
    if (blend >= 1 || entryCommand == null) {
      supervised.copyFrom(nominal);
      return;
    }
    mix(supervised.position(), entryCommand.position(), nominal.position(), blend);
    mix(supervised.velocity(), entryCommand.velocity(), nominal.velocity(), blend);
    mix(supervised.stiffness(), entryCommand.stiffness(), nominal.stiffness(), blend);
    mix(supervised.damping(), entryCommand.damping(), nominal.damping(), blend);
    mix(supervised.effort(), entryCommand.effort(), nominal.effort(), blend);
  }

  private void mix(F64Channel result, F64Channel from, F64Channel to, double blend) {
    for (int i = 0; i < drives.length; i++) {
      result.set(i, mixed(from.get(i), to.get(i), blend));
    }
  }

  private static double mixed(double from, double to, double blend) {
    return blend >= 1 ? to : from + blend * (to - from);
  }

  private void command(int index, int i, double blend) {
    double entry = entryPosition.get(i);
    switch (behaviours[index]) {
      case DAMPING -> put(i, entry, 0, dampings[index][i]);
      case HOLD -> put(i, entry, stiffnesses[index][i], dampings[index][i]);
      case POSE -> {
        double target = mixed(entry, poses[index][i], blend);
        put(i, target, stiffnesses[index][i], dampings[index][i]);
      }
      default -> {
        boolean servo = drives[i].takesPosition() && !drives[i].takesStiffness();
        supervised.set(i, servo ? entry : 0, 0, 0, 0, 0);
      }
    }
  }

  /** Commands a position at rest, in the numbers that the drive takes. */
  private void put(int i, double target, double stiffness, double damping) {
    Drive drive = drives[i];
    double effort = 0;
    double sentStiffness = stiffness;
    double sentDamping = damping;
    if (drive.takesEffort() && !drive.takesStiffness()) {
      effort += stiffness * (target - drive.measured(position));
      sentStiffness = 0;
    }
    if (drive.takesEffort() && !drive.takesDamping()) {
      effort -= damping * drive.measured(velocity);
      sentDamping = 0;
    }
    supervised.set(i, target, 0, sentStiffness, sentDamping, Drive.physical(effort) ? effort : 0);
  }
}
