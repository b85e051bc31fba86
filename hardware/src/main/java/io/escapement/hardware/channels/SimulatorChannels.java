package io.escapement.hardware.channels;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.stage.Wiring;

/**
 * What a simulator says about itself: {@code R/sim/push}, the force that pushes the robot's world
 * now, and {@code R/sim/diverged}, 1 once the physics have become senseless.
 */
public final class SimulatorChannels {

  private final F64Channel push;
  private final I32Channel diverged;

  /**
   * Makes the handles.
   *
   * @param robot the robot's name
   */
  public SimulatorChannels(String robot) {
    push = Axes.vector(robot + "/sim/push", "N, world");
    diverged = new I32Channel(ChannelSpec.input(robot + "/sim/diverged", ChannelType.I32, 1));
  }

  /**
   * Declares the channels.
   *
   * @param wiring takes the declarations
   */
  public void declare(Wiring wiring) {
    wiring.writes(push);
    wiring.writes(diverged);
  }

  /**
   * Sum of the forces that push.
   *
   * @return {@code f64[3]}, newtons in the world frame, in the physics step just before the tick
   */
  public F64Channel push() {
    return push;
  }

  /**
   * Whether the physics have diverged.
   *
   * @return {@code i32[1]}, 0 or 1
   */
  public I32Channel diverged() {
    return diverged;
  }
}
