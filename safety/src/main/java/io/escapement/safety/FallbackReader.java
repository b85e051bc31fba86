package io.escapement.safety;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import io.escapement.safety.supervisor.Behaviour;
import io.escapement.safety.supervisor.Cause;
import io.escapement.safety.supervisor.Fallback;
import io.escapement.safety.supervisor.ModeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the fallbacks: for each trigger a list of steps, over the defaults. */
final class FallbackReader {

  private static final String REUSE = "reuse_last_action";
  private static final String SLOW = "slow";
  private static final String LAST = "last";
  private static final long REUSE_NS = 100_000_000L;

  /** Triggers that must not be without an answer. */
  private static final Set<Cause> ANSWERED =
      Set.of(
          Cause.HARDWARE_CLAMP,
          Cause.SENSOR_INVALID,
          Cause.NAN_ACTION,
          Cause.POLICY_INVALID,
          Cause.STOP,
          Cause.CERTIFIED_BRAKE,
          Cause.ASSUMPTION);

  private final ModeTable modes;

  FallbackReader(ModeTable modes) {
    this.modes = modes;
  }

  /** The block's fallbacks over the defaults; the block may be null. */
  List<Fallback> read(YamlNode fallbacks) {
    List<Fallback> all = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      if (cause.isTrigger() && cause != Cause.OPERATOR_ESTOP) {
        YamlNode list = fallbacks == null ? null : fallbacks.optional(cause.label()).orElse(null);
        all.add(list == null ? byDefault(cause) : new Fallback(cause, steps(cause, list)));
      }
    }
    return all;
  }

  private Fallback byDefault(Cause cause) {
    Fallback.Step last = new Fallback.Step(modes.lastFallback(), 0);
    return switch (cause) {
      case POLICY_INVALID ->
          new Fallback(cause, List.of(new Fallback.Step(Fallback.REUSE_LAST, REUSE_NS), last));
      case JOURNAL_DISK -> new Fallback(cause, List.of(new Fallback.Step(rest(), 0)));
      case JOURNAL_LOST -> new Fallback(cause, List.of());
      default -> new Fallback(cause, List.of(last));
    };
  }

  /** Where a sound robot waits: on its feet if it can, else in its last fallback. */
  private int rest() {
    boolean stands = modes.lastFallback() == ModeTable.DAMPING && modes.available(ModeTable.STAND);
    return stands ? ModeTable.STAND : modes.lastFallback();
  }

  private List<Fallback.Step> steps(Cause cause, YamlNode list) {
    List<Fallback.Step> steps = new ArrayList<>();
    List<YamlNode> items = list.items();
    for (int i = 0; i < items.size(); i++) {
      boolean isLast = i == items.size() - 1;
      Fallback.Step step = step(items.get(i), cause, isLast);
      if (i > 0) {
        requireDownward(items.get(i), steps.get(i - 1), step);
      }
      steps.add(step);
    }
    if (!steps.isEmpty() && ANSWERED.contains(cause)) {
      requireAnswer(items.get(items.size() - 1), steps.get(steps.size() - 1));
    }
    if (steps.isEmpty() && ANSWERED.contains(cause)) {
      throw list.error()
          .summary("this trigger must not be without an answer")
          .remedy("name at least one step, such as last")
          .build();
    }
    return steps;
  }

  /** What must not go on ends in a mode that does without any policy. */
  private void requireAnswer(YamlNode item, Fallback.Step last) {
    if (last.slows() || modes.mode(last.mode()).behaviour() == Behaviour.POLICY) {
      throw item.error()
          .summary("a policy is not the last answer to this trigger")
          .remedy("add a step after it, such as last")
          .build();
    }
  }

  private Fallback.Step slow(YamlNode item, Cause cause, long durationNs, boolean isLast) {
    if (cause == Cause.NAN_ACTION || cause == Cause.POLICY_INVALID) {
      throw item.error()
          .summary("without an action there is nothing to slow down")
          .remedy("use " + REUSE + ", or a mode")
          .build();
    }
    if (durationNs == 0 && !isLast) {
      throw item.error()
          .summary("the step has no end, so the next one is never reached")
          .expected("{" + SLOW + ": 1s}")
          .build();
    }
    if (durationNs > 0 && isLast) {
      throw item.error()
          .summary("there is no step after that time")
          .remedy("write " + SLOW + " alone to slow down while the condition holds, or add a step")
          .build();
    }
    return new Fallback.Step(Fallback.SLOW, durationNs);
  }

  private Fallback.Step step(YamlNode item, Cause cause, boolean isLast) {
    String name = item.isMapping() ? item.keys().get(0) : item.string();
    long durationNs = item.isMapping() ? item.child(name).durationNs() : 0;
    if (name.equals(REUSE)) {
      if (durationNs == 0 || isLast) {
        throw item.error()
            .summary("the last action can be used again for a while only")
            .expected("{" + REUSE + ": 100ms} with another step after it")
            .build();
      }
      return new Fallback.Step(Fallback.REUSE_LAST, durationNs);
    }
    if (name.equals(SLOW)) {
      return slow(item, cause, durationNs, isLast);
    }
    int mode = name.equals(LAST) ? modes.lastFallback() : modes.indexOf(name);
    requireFallback(item, name, mode, isLast);
    // What follows a policy is also for where it has no action.
    boolean policy = modes.mode(mode).behaviour() == Behaviour.POLICY;
    if (!isLast && durationNs == 0 && !policy) {
      throw item.error()
          .summary("the step has no end, so the next one is never reached")
          .expected("{" + name + ": 2s}")
          .build();
    }
    return new Fallback.Step(mode, durationNs);
  }

  private void requireFallback(YamlNode item, String name, int mode, boolean isLast) {
    if (mode < 0) {
      List<String> known = new ArrayList<>(modes.names());
      known.add(LAST);
      known.add(REUSE);
      known.add(SLOW);
      throw item.error()
          .summary("there is no step \"" + name + "\"")
          .expected("one of " + String.join(", ", known))
          .remedy(NearestNames.remedy(name, known))
          .build();
    }
    if (modes.mode(mode).isRunsPolicy()) {
      throw item.error()
          .summary("the run's own policy is no fallback")
          .remedy("name a mode that has a policy of its own, or one that needs none")
          .build();
    }
    if (isLast && !modes.available(mode)) {
      throw item.error()
          .summary("the mode is not available, and nothing follows it")
          .found("no stiffness for " + String.join(", ", modes.withoutStiffness(mode)))
          .remedy("end the list with last, or give the mode a stiffness")
          .build();
    }
  }

  private void requireDownward(YamlNode item, Fallback.Step before, Fallback.Step step) {
    if (step.keepsMode()) {
      throw item.error()
          .summary((step.slows() ? SLOW : REUSE) + " comes first, or not at all")
          .build();
    }
    if (!before.keepsMode() && modes.mode(step.mode()).rank() > modes.mode(before.mode()).rank()) {
      throw item.error()
          .summary("fallbacks go down, and this step is above the one before")
          .expected("an order out of further policies, stand, hold, damping, passive, estop")
          .build();
    }
  }
}
