package io.escapement.safety.assurance;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;

/**
 * Which assumptions did not hold: on this tick ({@code certified/broken}), how often ({@code
 * certified/broken_ticks}), and latched until a reset ({@code certified/assumption}, on which the
 * supervisor falls back).
 */
public final class AssumptionRecord {

  private final int latching;
  private final I32Channel broken;
  private final I64Channel ticks;
  private final I32Channel latched;

  /**
   * Creates the channels.
   *
   * @param robot name of the robot
   * @param latching bits of the assumptions whose breach is latched
   */
  public AssumptionRecord(String robot, int latching) {
    this.latching = latching;
    String group = robot + "/certified/";
    broken =
        new I32Channel(
            ChannelSpec.derived(group + "broken", ChannelType.I32, 1)
                .withUnit("one bit per assumption"));
    ticks =
        new I64Channel(
            ChannelSpec.memory(group + "broken_ticks", ChannelType.I64, Assumption.COUNT)
                .withUnit("ticks")
                .withLabels(Assumption.labels()));
    latched =
        new I32Channel(
            ChannelSpec.memory(group + "assumption", ChannelType.I32, 1)
                .withUnit("one bit per assumption"));
  }

  /**
   * Declares the channels.
   *
   * @param wiring takes the declarations
   */
  public void declare(Wiring wiring) {
    wiring.writes(broken);
    wiring.writes(ticks);
    wiring.writes(latched);
  }

  /**
   * Takes note of what does not hold on this tick.
   *
   * @param bits one per assumption
   */
  public void note(int bits) {
    broken.set(0, bits);
    latched.set(0, latched.get(0) | (bits & latching));
    for (int i = 0; i < Assumption.COUNT; i++) {
      ticks.set(i, ticks.get(i) + (bits >>> i & 1));
    }
  }

  /** The operator's reset. */
  public void reset() {
    latched.set(0, 0);
  }
}
