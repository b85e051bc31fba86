package io.escapement.safety.chain;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drive;

/**
 * What loads a joint of which contacts are not known, and how far it gives way to its drive.
 *
 * <p>A leg in the air gives way like its own inertia, one on the ground has to move the robot: up
 * to {@value #LEAST_SHARE_DENOMINATOR} times as much. Which it is shows in how acceleration has
 * followed changes of the effort over the last {@link #MOBILITY_TIME_S}: the share of the mobility
 * of the leg in the air. A change that follows by more than that, or by more than that against it,
 * has other causes and counts as that bound, so that an impact moves the estimate no more than any
 * other tick, and noise does not move it to one side. An acceleration that would take a load above
 * the drive's greatest effort shows that less is moved. Of the delays that a command may have, the
 * one counts whose changes were followed best. As long as little has changed the leg is taken to be
 * in the air.
 *
 * <p>The load is what accelerates a joint of that inertia beside its drive, both low-passed alike:
 * gravity, the ground and the other joints.
 */
final class LoadObserver {

  /** Time constant of the low-pass over efforts and accelerations, s. */
  static final double LOAD_TIME_S = 0.005;

  /** Time constant over which changes count, s. */
  static final double MOBILITY_TIME_S = 0.05;

  /** Changes of this part of the greatest effort count as much as what is taken for granted. */
  static final double GRANTED_SHARE = 0.02;

  /** Share of the mobility that a leg may have which does not show yet that it has landed. */
  static final double LANDED_SHARE = 0.25;

  static final int LEAST_SHARE_DENOMINATOR = 32;

  private final ChainJoint[] joints;
  private final int slots;
  private final LastVelocity last;
  private final F64Channel flight;
  private final ActuatorMapping mapping;
  private final F64Channel load;
  private final F64Channel mobility;
  private final double[] leastLoad;
  private final F64Channel smoothEffort;
  private final F64Channel smoothAcceleration;
  private final F64Channel lastEffort;
  private final F64Channel lastAcceleration;
  private final F64Channel excitation;
  private final F64Channel response;

  LoadObserver(
      CertifiedSettings settings, LastVelocity last, F64Channel flight, ActuatorMapping mapping) {
    joints = settings.joints().toArray(ChainJoint[]::new);
    slots = settings.delayTicks() + 1;
    leastLoad = new double[joints.length];
    this.last = last;
    this.flight = flight;
    this.mapping = mapping;
    load = memory(settings, "load", "Nm", 1);
    mobility = memory(settings, "mobility", "share of the free joint's", 1);
    smoothEffort = memory(settings, "smooth_effort", "Nm", slots);
    smoothAcceleration = memory(settings, "smooth_acceleration", "rad/s^2", 1);
    lastEffort = memory(settings, "last_effort", "Nm", slots);
    lastAcceleration = memory(settings, "last_acceleration", "rad/s^2", 1);
    excitation = memory(settings, "excitation", "Nm^2", slots);
    response = memory(settings, "response", "Nm^2", slots);
  }

  private static F64Channel memory(
      CertifiedSettings settings, String name, String unit, int slots) {
    int n = settings.joints().size();
    ChannelSpec spec =
        ChannelSpec.memory(settings.robot() + "/certified/" + name, ChannelType.F64, n * slots)
            .withUnit(unit);
    return new F64Channel(slots == 1 ? spec.withLabels(settings.names()) : spec);
  }

  void declare(Wiring wiring) {
    wiring.writes(load);
    wiring.writes(mobility);
    wiring.writes(smoothEffort);
    wiring.writes(smoothAcceleration);
    wiring.writes(lastEffort);
    wiring.writes(lastAcceleration);
    wiring.writes(excitation);
    wiring.writes(response);
  }

  /** Nm, as of the last {@link #observe}. */
  double load(int i) {
    return load.get(i);
  }

  /** Share of the free joint's mobility, above 0 and at most 1; 1 while nothing is known. */
  double mobility(int i) {
    return mobility.get(i) == 0 ? 1 : mobility.get(i);
  }

  /**
   * The least that the joint may give way by, as a share of the free joint's mobility. A leg that
   * has just landed has not shown it yet.
   */
  double leastMobility(int i) {
    return Math.min(mobility(i), LANDED_SHARE);
  }

  /** What the load is if the joint gives way by no more than that, Nm. */
  double leastLoad(int i) {
    return leastLoad[i];
  }

  /**
   * Takes in what the tick before has shown.
   *
   * @param i index of the variable
   * @param inertia of the joint with its leg in the air, kg m^2
   * @param velocity measured, rad/s
   * @param dtS time since the tick before, s
   */
  void observe(int i, double inertia, double velocity, double dtS) {
    if (!last.known() || !(dtS > 0) || !Drive.physical(velocity)) {
      forget(i);
      return;
    }
    double acceleration = (velocity - last.get(i)) / dtS;
    // Between ticks the drive answers to the joint's motion by itself.
    double k = mapping.appliedStiffness(i);
    double d = mapping.appliedDamping(i);
    double answered = k * last.get(i) * dtS / 2 + (d * dtS / 2 + k * dtS * dtS / 6) * acceleration;
    boolean first = mobility.get(i) == 0;
    double jump = first ? 0 : acceleration - lastAcceleration.get(i);
    double kept = MOBILITY_TIME_S / (MOBILITY_TIME_S + dtS);
    double granted = GRANTED_SHARE * joints[i].effortMax();
    granted *= granted;
    double passed = first ? 1 : dtS / (dtS + LOAD_TIME_S);
    double share = 0;
    int best = i;
    for (int slot = 0; slot < slots; slot++) {
      int at = slot * joints.length + i;
      double effort = flight.get(at) - answered;
      double change = first ? 0 : effort - lastEffort.get(at);
      double size = Math.abs(change);
      double followed = Math.copySign(1, change) * jump * inertia;
      double counted = Math.max(-size, Math.min(size, followed));
      excitation.set(at, kept * excitation.get(at) + size * size);
      response.set(at, kept * response.get(at) + size * counted);
      lastEffort.set(at, effort);
      smoothEffort.set(at, smoothEffort.get(at) + passed * (effort - smoothEffort.get(at)));
      double followedBy = (response.get(at) + granted) / (excitation.get(at) + granted);
      if (followedBy > share) {
        share = followedBy;
        best = at;
      }
    }
    lastAcceleration.set(i, acceleration);
    smoothAcceleration.set(
        i, smoothAcceleration.get(i) + passed * (acceleration - smoothAcceleration.get(i)));
    double most = joints[i].effortMax();
    double least = Math.max(1.0 / LEAST_SHARE_DENOMINATOR, inertia * Math.abs(acceleration) / most);
    mobility.set(i, Math.min(1, Math.max(least, share)));
    load.set(i, seen(i, best, inertia / mobility(i)));
    leastLoad[i] = seen(i, best, inertia / leastMobility(i));
  }

  private double seen(int i, int at, double moved) {
    double most = joints[i].effortMax();
    double beside = moved * smoothAcceleration.get(i) - smoothEffort.get(at);
    return Math.max(-most, Math.min(most, beside));
  }

  private void forget(int i) {
    load.set(i, 0);
    leastLoad[i] = 0;
    mobility.set(i, 0);
    smoothAcceleration.set(i, 0);
    lastAcceleration.set(i, 0);
    for (int slot = 0; slot < slots; slot++) {
      lastEffort.set(slot * joints.length + i, 0);
      smoothEffort.set(slot * joints.length + i, 0);
      excitation.set(slot * joints.length + i, 0);
      response.set(slot * joints.length + i, 0);
    }
  }
}
