package io.escapement.safety.filter;

import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drive;
import io.escapement.safety.command.Drives;

/**
 * The box in which each of an actuator's five numbers has to lie at any time, and how a number is
 * brought into it. Where the robot model knows no limit, {@link Drive#PHYSICAL_MAX} is one.
 */
final class HardwareLimits {

  private final Drive[] drives;
  private final double[] lower;
  private final double[] upper;
  private final double[] velocityMax;
  private final double[] effortMax;

  HardwareLimits(Drives robot, LimitSettings settings) {
    drives = robot.toArray();
    lower = new double[drives.length];
    upper = new double[drives.length];
    velocityMax = new double[drives.length];
    effortMax = new double[drives.length];
    for (int i = 0; i < drives.length; i++) {
      Drive drive = drives[i];
      double excess = drive.takesStiffness() ? settings.positionExcess() : 0;
      double room = excess - settings.positionMargin();
      double least = drive.lower() - room;
      double most = drive.upper() + room;
      // A margin wider than the range leaves its middle.
      double middle = drive.lower() + (drive.upper() - drive.lower()) / 2;
      lower[i] = Math.max(-Drive.PHYSICAL_MAX, least <= most ? least : middle);
      upper[i] = Math.min(Drive.PHYSICAL_MAX, least <= most ? most : middle);
      velocityMax[i] = Math.min(Drive.PHYSICAL_MAX, drive.velocityMax() * settings.velocityScale());
      effortMax[i] = Math.min(Drive.PHYSICAL_MAX, drive.effortMax() * settings.effortScale());
    }
  }

  double lower(int i) {
    return lower[i];
  }

  double upper(int i) {
    return upper[i];
  }

  double velocityMax(int i) {
    return velocityMax[i];
  }

  double effortMax(int i) {
    return effortMax[i];
  }

  static double within(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }

  /** Brings both gains below their limits; true if one was above. */
  boolean limitGains(CommandHandles command, int i) {
    boolean changed = false;
    if (command.stiffness().get(i) > drives[i].stiffnessMax()) {
      command.stiffness().set(i, drives[i].stiffnessMax());
      changed = true;
    }
    if (command.damping().get(i) > drives[i].dampingMax()) {
      command.damping().set(i, drives[i].dampingMax());
      changed = true;
    }
    return changed;
  }

  /** Brings the position inside its limits, unless it has no effect; true if it was outside. */
  boolean limitPosition(CommandHandles command, int i) {
    double wanted = command.position().get(i);
    double allowed = within(wanted, lower[i], upper[i]);
    boolean changes = allowed != wanted && drives[i].usesPosition(command.stiffness().get(i));
    if (changes) {
      command.position().set(i, allowed);
    }
    return changes;
  }

  /** Brings the velocity below its limit; true if it was above. */
  boolean limitVelocity(CommandHandles command, int i) {
    double wanted = command.velocity().get(i);
    double allowed = within(wanted, -velocityMax[i], velocityMax[i]);
    if (allowed != wanted) {
      command.velocity().set(i, allowed);
    }
    return allowed != wanted;
  }

  /** Brings the feed-forward effort below its limit; true if it was above. */
  boolean limitEffort(CommandHandles command, int i) {
    double wanted = command.effort().get(i);
    double allowed = within(wanted, -effortMax[i], effortMax[i]);
    if (allowed != wanted) {
      command.effort().set(i, allowed);
    }
    return allowed != wanted;
  }
}
