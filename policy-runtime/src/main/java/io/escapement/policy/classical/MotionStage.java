package io.escapement.policy.classical;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.observation.ObserveStage;
import java.util.List;

/**
 * Takes the place of a model's inference: on ticks on which the policy is due, writes where the
 * joints should be and the action that says so. Until what the motion begins from is known, the
 * action is NaN, as that of a model that fails.
 */
final class MotionStage implements Stage {

  private static final double NS = 1e-9;

  private final String name;
  private final JointMotion motion;
  private final ActionLaw law;
  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final I32Channel due;
  private final I64Channel observations;
  private final F64Channel position;
  private final F64Channel velocity;
  private final F32Channel output;
  private final I64Channel calls;
  private final I64Channel startNs;
  private final I32Channel started;

  /**
   * Creates the stage.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param motion where the joints should be
   * @param law turns that into an action
   * @param labels the joints' names, one for each element of the action
   */
  MotionStage(String prefix, JointMotion motion, ActionLaw law, List<String> labels) {
    name = prefix + "motion";
    this.motion = motion;
    this.law = law;
    due = I32Channel.reading(prefix + "due", 1);
    observations = I64Channel.reading(prefix + ObserveStage.OBSERVATIONS, 1);
    position = reference(prefix + "reference/position", "rad or m", labels);
    velocity = reference(prefix + "reference/velocity", "rad/s or m/s", labels);
    output =
        new F32Channel(
            ChannelSpec.derived(prefix + "output", ChannelType.F32, labels.size())
                .withLabels(labels));
    calls = new I64Channel(ChannelSpec.memory(prefix + "calls", ChannelType.I64, 1));
    startNs =
        new I64Channel(
            ChannelSpec.memory(prefix + "motion/start_ns", ChannelType.I64, 1).withUnit("ns"));
    started = new I32Channel(ChannelSpec.memory(prefix + "motion/started", ChannelType.I32, 1));
  }

  private static F64Channel reference(String name, String unit, List<String> labels) {
    return new F64Channel(
        ChannelSpec.derived(name, ChannelType.F64, labels.size())
            .withUnit(unit)
            .withLabels(labels));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return Phase.INFER;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(timeNs);
    wiring.reads(due);
    wiring.reads(observations);
    motion.declare(wiring);
    law.declare(wiring);
    wiring.writes(position);
    wiring.writes(velocity);
    wiring.writes(output);
    wiring.writes(calls);
    wiring.writes(startNs);
    wiring.writes(started);
  }

  @Override
  public void tick() {
    if (due.get(0) == 0) {
      return;
    }
    calls.set(0, calls.get(0) + 1);
    if (observations.get(0) == 1 || started.get(0) == 0) {
      started.set(0, motion.start() ? 1 : 0);
      startNs.set(0, timeNs.get(0));
    }
    if (started.get(0) == 0) {
      refuse();
      return;
    }
    motion.move((timeNs.get(0) - startNs.get(0)) * NS, position, velocity);
    for (int i = 0; i < output.count(); i++) {
      output.set(i, (float) law.action(i, position.get(i), velocity.get(i)));
    }
  }

  private void refuse() {
    for (int i = 0; i < output.count(); i++) {
      output.set(i, Float.NaN);
    }
  }
}
