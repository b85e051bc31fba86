package io.escapement.hardware.channels;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;

/**
 * What a simulator's own forces say of a run: {@code R/sim/injected_energy}, {@code
 * R/sim/injected_beyond_gravity} and {@code R/sim/peak_contact_force}. For summaries and tests,
 * never a policy's.
 */
public final class PhysicsJudgeChannels {

  private final F64Channel injectedEnergy;
  private final F64Channel injectedBeyondGravity;
  private final F64Channel peakContactForce;

  /**
   * Makes the handles.
   *
   * @param robot the robot's name
   */
  public PhysicsJudgeChannels(String robot) {
    injectedEnergy = number(robot + "/sim/injected_energy", "J");
    injectedBeyondGravity = number(robot + "/sim/injected_beyond_gravity", "J");
    peakContactForce = number(robot + "/sim/peak_contact_force", "N");
  }

  private static F64Channel number(String name, String unit) {
    return new F64Channel(ChannelSpec.input(name, ChannelType.F64, 1).withUnit(unit));
  }

  /**
   * Declares the channels.
   *
   * @param wiring takes the declarations
   */
  public void declare(Wiring wiring) {
    wiring.writes(injectedEnergy);
    wiring.writes(injectedBeyondGravity);
    wiring.writes(peakContactForce);
  }

  /**
   * Work that the actuators' forces have done since the start, summed over the physics' steps.
   *
   * @return {@code f64[1]}, J
   */
  public F64Channel injectedEnergy() {
    return injectedEnergy;
  }

  /**
   * That work less what the world has gained in potential energy since the start.
   *
   * @return {@code f64[1]}, J
   */
  public F64Channel injectedBeyondGravity() {
    return injectedBeyondGravity;
  }

  /**
   * Greatest normal force between two shapes in the physics' steps since the tick before.
   *
   * @return {@code f64[1]}, N
   */
  public F64Channel peakContactForce() {
    return peakContactForce;
  }
}
