package org.example.sway;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.observation.ResetOnEntry;
import io.escapement.policy.stage.PolicyOptions;
import java.util.List;

/** Gives a new action once a period. Time counts from when the policy came into force. */
final class SinusoidStage implements Stage {

  private static final double S = 1e-9;

  private final String name;
  private final Swing[] swings;
  private final long periodNs;
  private final long toleranceNs;
  private final int inForce;
  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final I32Channel mode;
  private final I32Channel due;
  private final F32Channel output;
  private final I64Channel calls;
  private final I64Channel startNs;
  private final I64Channel nextNs;
  private final I32Channel active;

  SinusoidStage(
      String prefix, Swing[] swings, List<String> labels, long periodNs, PolicyOptions options) {
    this.name = prefix + "sinusoid";
    this.swings = swings.clone();
    this.periodNs = periodNs;
    // A tick that a device's clock brings a little early still counts as the due one.
    this.toleranceNs = options.controlPeriodNs() / 2;
    this.inForce = options.reset().map(ResetOnEntry::value).orElse(0);
    mode = options.reset().map(entry -> I32Channel.reading(entry.channel(), 1)).orElse(null);
    due = new I32Channel(ChannelSpec.derived(prefix + "due", ChannelType.I32, 1));
    output =
        new F32Channel(
            ChannelSpec.derived(prefix + "output", ChannelType.F32, swings.length)
                .withLabels(labels));
    calls = new I64Channel(ChannelSpec.memory(prefix + "calls", ChannelType.I64, 1));
    startNs = new I64Channel(memoryNs(prefix + "start_ns"));
    nextNs = new I64Channel(memoryNs(prefix + "next_ns"));
    active = new I32Channel(ChannelSpec.memory(prefix + "active", ChannelType.I32, 1));
  }

  private static ChannelSpec memoryNs(String channel) {
    return ChannelSpec.memory(channel, ChannelType.I64, 1).withUnit("ns");
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
    if (mode != null) {
      wiring.readsPrevious(mode);
    }
    wiring.writes(due);
    wiring.writes(output);
    wiring.writes(calls);
    wiring.writes(startNs);
    wiring.writes(nextNs);
    wiring.writes(active);
  }

  @Override
  public void tick() {
    long now = timeNs.get(0);
    int isActive = mode == null || mode.get(0) == inForce ? 1 : 0;
    if (isActive == 1 && active.get(0) == 0) {
      startNs.set(0, now);
      nextNs.set(0, now);
    }
    active.set(0, isActive);
    if (now + toleranceNs < nextNs.get(0)) {
      return;
    }
    due.set(0, 1);
    calls.set(0, calls.get(0) + 1);
    // What was missed is not made up.
    long next = nextNs.get(0) + periodNs;
    nextNs.set(0, next <= now + toleranceNs ? now + periodNs : next);
    double seconds = (now - startNs.get(0)) * S;
    for (int i = 0; i < swings.length; i++) {
      output.set(i, swings[i].at(seconds));
    }
  }
}
