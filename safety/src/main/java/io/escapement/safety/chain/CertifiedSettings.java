package io.escapement.safety.chain;

import io.escapement.safety.barrier.BarrierSettings;
import io.escapement.safety.barrier.SpeedLimitSettings;
import io.escapement.safety.qp.QpSettings;
import io.escapement.safety.tank.EnergyTank;
import io.escapement.safety.tank.HeldEffort;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the certified chain of one robot goes by.
 *
 * @param robot name of the robot
 * @param robotJoints number of its joints
 * @param model how commands become accelerations
 * @param joints the joints that are controlled, in the order of the program's variables
 * @param periodNs the loop's period, nanoseconds
 * @param holdPeriods for how many periods a command may be held: bounds hold for any time up to it
 * @param delayTicks after how many further ticks a command may reach its joint: bounds hold for any
 *     delay up to it
 * @param tracking how far a joint may be from the set-point of a kinematic chain, rad (m)
 * @param massError by which share masses are assumed to be off at most
 * @param barriers what must not become negative; may be none
 * @param speedLimits limits of speed and power near people; may be none
 * @param tanks the energy budgets; may be none
 * @param rest by mode of the supervisor, what is done with its command
 * @param latching bits of the assumptions whose breach makes the supervisor fall back
 * @param maxIterations bound on the solver's iterations; 0 for the solver's own
 * @param notices what a user should know before a run
 */
public record CertifiedSettings(
    String robot,
    int robotJoints,
    ChainModel model,
    List<ChainJoint> joints,
    long periodNs,
    int holdPeriods,
    int delayTicks,
    double tracking,
    double massError,
    List<BarrierSettings> barriers,
    List<SpeedLimitSettings> speedLimits,
    List<EnergyTank> tanks,
    List<ModeAuthority> rest,
    int latching,
    int maxIterations,
    List<String> notices) {

  /** Whose command a mode's is, as far as the chain is concerned. */
  public enum ModeAuthority {
    /** It has to keep everything, the energy budget's floor among it. */
    BOUND,
    /** It brakes or holds, and may spend the energy below the floor. */
    BRAKES,
    /** It gives no effort, and nothing is added to that. */
    PASSES
  }

  /**
   * Copies the lists.
   *
   * @param robot not null
   * @param robotJoints at least 1
   * @param model not null
   * @param joints at least one
   * @param periodNs above 0
   * @param holdPeriods at least 1
   * @param delayTicks at least 0
   * @param tracking above 0
   * @param massError at least 0
   * @param barriers may be empty
   * @param speedLimits may be empty
   * @param tanks may be empty
   * @param rest one for each mode
   * @param latching bits
   * @param maxIterations at least 0
   * @param notices may be empty
   */
  public CertifiedSettings {
    Objects.requireNonNull(robot, "robot");
    Objects.requireNonNull(model, "model");
    joints = List.copyOf(joints);
    barriers = List.copyOf(barriers);
    speedLimits = List.copyOf(speedLimits);
    tanks = List.copyOf(tanks);
    rest = List.copyOf(rest);
    notices = List.copyOf(notices);
    boolean fits =
        !joints.isEmpty()
            && robotJoints > 0
            && periodNs > 0
            && holdPeriods >= 1
            && delayTicks >= 0
            && tracking > 0
            && massError >= 0
            && maxIterations >= 0;
    if (!fits) {
      throw new IllegalArgumentException("a number of the certified chain is out of its range");
    }
    if (model == ChainModel.KINEMATIC && !tanks.isEmpty()) {
      throw new IllegalArgumentException("without efforts there is no account of energy");
    }
  }

  /**
   * The period.
   *
   * @return s
   */
  public double periodS() {
    return periodNs * 1e-9;
  }

  /**
   * For how long a command may be held.
   *
   * @return s
   */
  public double holdS() {
    return periodS() * holdPeriods;
  }

  /**
   * Names of the variables.
   *
   * @return the actuators' names
   */
  public List<String> names() {
    return joints.stream().map(ChainJoint::name).toList();
  }

  /**
   * The frames whose place the chain has to know.
   *
   * @return names of bodies, sites or geometries, each once; may be empty
   */
  public List<String> frames() {
    return Stream.concat(
            BarrierSettings.frames(barriers).stream(),
            speedLimits.stream().map(SpeedLimitSettings::frame))
        .distinct()
        .toList();
  }

  /**
   * What the energy accounts assume of efforts.
   *
   * @return for the joints in the order of the program's variables
   */
  public HeldEffort held() {
    return held(joints, periodNs, holdPeriods, delayTicks);
  }

  /**
   * What the energy accounts assume. A command may reach its joint after any whole number of ticks
   * up to the largest.
   *
   * @param joints the program's variables
   * @param periodNs the loop's period, nanoseconds
   * @param holdPeriods for how many periods a command may be held
   * @param delayTicks after how many further ticks a command may reach its joint
   * @return assumptions of a ledger over the variables
   */
  public static HeldEffort held(
      List<ChainJoint> joints, long periodNs, int holdPeriods, int delayTicks) {
    List<Double> accelerations = new ArrayList<>();
    List<Double> efforts = new ArrayList<>();
    List<Double> resolutions = new ArrayList<>();
    for (ChainJoint joint : joints) {
      accelerations.add(joint.accelerationMax());
      efforts.add(joint.accountedEffort());
      resolutions.add(0.0);
    }
    return new HeldEffort(
            periodNs * 1e-9, holdPeriods, delayTicks, accelerations, efforts, resolutions)
        .withMinimumDelay(0);
  }

  /** Limits of the solver for a program of a size. */
  QpSettings qp(int rows) {
    QpSettings otherwise = QpSettings.of(joints.size(), rows);
    return maxIterations == 0 ? otherwise : new QpSettings(maxIterations, otherwise.tolerance());
  }
}
