package org.example.sway;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;

/**
 * Mechanical power of each joint, effort times velocity as measured, and the work that it adds up
 * to. What a joint gives back when it is driven counts as far as the supply regains it.
 */
final class PowerMeter implements Stage {

  private static final double S = 1e-9;

  private final I64Channel dtNs = I64Channel.reading(LoopChannels.DT_NS, 1);
  private final F64Channel effort;
  private final F64Channel velocity;
  private final F64Channel power;
  private final F64Channel work;
  private final double regained;

  /**
   * Makes the handles.
   *
   * @param robot whose joints are metered
   * @param regained the share of negative power that the supply takes back, 0 to 1
   */
  PowerMeter(RobotModel robot, double regained) {
    int joints = robot.joints().size();
    this.effort = F64Channel.reading(robot.name() + "/joints/effort", joints);
    this.velocity = F64Channel.reading(robot.name() + "/joints/velocity", joints);
    this.power =
        new F64Channel(
            ChannelSpec.derived(robot.name() + "/meter/power", ChannelType.F64, joints)
                .withUnit("W")
                .withLabels(robot.jointNames()));
    this.work =
        new F64Channel(
            ChannelSpec.memory(robot.name() + "/meter/work", ChannelType.F64, joints)
                .withUnit("J")
                .withLabels(robot.jointNames()));
    this.regained = regained;
  }

  @Override
  public String name() {
    return "power meter";
  }

  @Override
  public Phase phase() {
    return Phase.ESTIMATE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(dtNs);
    wiring.reads(effort);
    wiring.reads(velocity);
    wiring.writes(power);
    wiring.writes(work);
  }

  @Override
  public void tick() {
    double dt = dtNs.get(0) * S;
    for (int i = 0; i < power.count(); i++) {
      double watts = effort.get(i) * velocity.get(i);
      power.set(i, watts);
      work.set(i, work.get(i) + dt * (watts > 0 ? watts : regained * watts));
    }
  }
}
