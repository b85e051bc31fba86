package io.escapement.policy.observation;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides on which ticks the policy is due, and composes its observation on those.
 *
 * <p>The policy's period is held against the time of the tick, so that skipped periods of the loop
 * are noticed; what was missed is not made up. A history starts full of its first observation.
 */
public final class ObserveStage implements Stage {

  /** Name of the channel that counts observations since the last reset, after the prefix. */
  public static final String OBSERVATIONS = "observations";

  private final ObservationTensor[] tensors;
  private final String name;
  private final long periodNs;
  private final long toleranceNs;
  private final int activeValue;

  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final I32Channel due;
  private final I64Channel nextNs;
  private final I64Channel observations;
  private final Gate gate;
  private final I32Channel open;
  private final Between between;
  private final I32Channel mode;
  private final I32Channel active;

  /**
   * Creates a stage that only the period makes due.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param tensors what is composed
   * @param periodNs time between two inferences, nanoseconds
   * @param controlPeriodNs time between two ticks, nanoseconds
   * @param reset when the policy starts afresh, empty for only once
   */
  public ObserveStage(
      String prefix,
      List<ObservationTensor> tensors,
      long periodNs,
      long controlPeriodNs,
      Optional<ResetOnEntry> reset) {
    this(prefix, tensors, periodNs, controlPeriodNs, reset, Optional.empty(), Optional.empty());
  }

  /**
   * Creates the stage.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param tensors what is composed
   * @param periodNs time between two inferences, nanoseconds
   * @param controlPeriodNs time between two ticks, nanoseconds
   * @param reset when the policy starts afresh, empty for only once
   * @param gate what else must be so for the policy to be due, empty for nothing
   * @param between evaluations between two inferences, empty for none
   */
  public ObserveStage(
      String prefix,
      List<ObservationTensor> tensors,
      long periodNs,
      long controlPeriodNs,
      Optional<ResetOnEntry> reset,
      Optional<Gate> gate,
      Optional<Between> between) {
    this.name = Objects.requireNonNull(prefix, "prefix") + "observe";
    this.tensors = tensors.toArray(ObservationTensor[]::new);
    this.periodNs = periodNs;
    // A tick that a device's clock brings a little early still counts as the due one.
    this.toleranceNs = controlPeriodNs / 2;
    this.due = new I32Channel(ChannelSpec.derived(prefix + "due", ChannelType.I32, 1));
    this.nextNs =
        new I64Channel(ChannelSpec.memory(prefix + "next_ns", ChannelType.I64, 1).withUnit("ns"));
    this.observations =
        new I64Channel(ChannelSpec.memory(prefix + OBSERVATIONS, ChannelType.I64, 1));
    this.gate = gate.orElse(null);
    this.between = between.orElse(null);
    this.open = gate.map(condition -> I32Channel.reading(condition.channel(), 1)).orElse(null);
    this.mode = reset.map(entry -> I32Channel.reading(entry.channel(), 1)).orElse(null);
    this.activeValue = reset.map(ResetOnEntry::value).orElse(0);
    this.active =
        mode == null
            ? null
            : new I32Channel(ChannelSpec.memory(prefix + "active", ChannelType.I32, 1));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return Phase.OBSERVE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(timeNs);
    wiring.writes(due);
    wiring.writes(nextNs);
    wiring.writes(observations);
    if (gate != null && gate.previous()) {
      wiring.readsPrevious(open);
    } else if (gate != null) {
      wiring.reads(open);
    }
    if (between != null) {
      between.declare(wiring);
    }
    if (mode != null) {
      wiring.readsPrevious(mode);
      wiring.writes(active);
    }
    for (ObservationTensor tensor : tensors) {
      tensor.declare(wiring);
    }
  }

  @Override
  public void tick() {
    long now = timeNs.get(0);
    if (mode != null) {
      resetOnEntry(now);
    }
    if (now + toleranceNs < nextNs.get(0)) {
      if (between != null && between.due(now, toleranceNs)) {
        glance(now);
      }
      return;
    }
    boolean first = observations.get(0) == 0;
    if (gate != null && open.get(0) == 0 && !first) {
      schedule(now, gate.retryNs());
      return;
    }
    due.set(0, 1);
    schedule(now, periodNs);
    if (between != null) {
      between.infer(now);
    }
    for (ObservationTensor tensor : tensors) {
      tensor.observe(first);
    }
    observations.set(0, observations.get(0) + 1);
  }

  /** Observes as on the next due tick, and leaves everything as it is. */
  private void glance(long now) {
    due.set(0, 1);
    between.evaluate(now, toleranceNs);
    for (ObservationTensor tensor : tensors) {
      tensor.glance();
    }
  }

  private void schedule(long now, long afterNs) {
    long next = nextNs.get(0) + afterNs;
    nextNs.set(0, next <= now + toleranceNs ? now + afterNs : next);
  }

  private void resetOnEntry(long now) {
    int isActive = mode.get(0) == activeValue ? 1 : 0;
    if (isActive == 1 && active.get(0) == 0) {
      observations.set(0, 0);
      nextNs.set(0, now);
    }
    active.set(0, isActive);
  }
}
