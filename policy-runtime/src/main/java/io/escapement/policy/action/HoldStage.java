package io.escapement.policy.action;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.Bounds;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes over a policy's new actions and holds them in between, before scale and offset.
 *
 * <p>An output that is not finite stays in its own channel for the journal, but is not taken over:
 * the last finite action is held, so that the next observation is not poisoned, and the action is
 * marked invalid until one is finite again. What then happens is the supervisor's to say.
 */
public final class HoldStage implements Stage {

  /** Validity of an action whose output was not finite, so that the supervisor can say why. */
  public static final int NOT_FINITE = -1;

  /** Validity when there is no action: none yet, or none any more. */
  private static final int NONE = 0;

  private final String name;
  private final ActionMap.Element[] elements;
  private final I32Channel due;
  private final F32Channel output;
  private final I32Channel fresh;
  private final F32Channel action;
  private final I32Channel valid;

  /**
   * Where new actions come from.
   *
   * @param due name of the channel, one {@code i32}, that is 1 on ticks that bring a new action
   * @param action name of the channel that it stands in on those ticks, {@code f32}
   * @param fresh name of the channel, one {@code i32}, that is 0 when the last action has been held
   *     for too long; empty where it never has
   */
  public record From(String due, String action, Optional<String> fresh) {

    /**
     * Actions that are held as long as there is no new one.
     *
     * @param due name of the channel that is 1 on ticks that bring a new action
     * @param action name of the channel that it stands in on those ticks
     */
    public From(String due, String action) {
      this(due, action, Optional.empty());
    }
  }

  /**
   * Creates the stage.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param from where new actions come from
   * @param map what their elements mean
   */
  public HoldStage(String prefix, From from, ActionMap map) {
    this.name = Objects.requireNonNull(prefix, "prefix") + "hold";
    this.elements = map.elements().toArray(ActionMap.Element[]::new);
    due = I32Channel.reading(from.due(), 1);
    output = F32Channel.reading(from.action(), elements.length);
    fresh = from.fresh().map(channel -> I32Channel.reading(channel, 1)).orElse(null);
    action =
        new F32Channel(
            ChannelSpec.memory(actionChannel(prefix), ChannelType.F32, elements.length)
                .withLabels(map.labels()));
    valid = new I32Channel(ChannelSpec.memory(validChannel(prefix), ChannelType.I32, 1));
  }

  /**
   * Name of the channel in which a policy's action is held.
   *
   * @param prefix of the policy's channels
   * @return a memory channel, {@code f32}
   */
  public static String actionChannel(String prefix) {
    return prefix + "action";
  }

  /**
   * Name of the channel that says whether the held action is the policy's last: 1 if so, 0 for none
   * yet or any more, {@link #NOT_FINITE} if a later one was not finite.
   *
   * @param prefix of the policy's channels
   * @return a memory channel, one {@code i32}
   */
  public static String validChannel(String prefix) {
    return prefix + "action_valid";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return Phase.DECODE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(due);
    wiring.reads(output);
    if (fresh != null) {
      wiring.reads(fresh);
    }
    wiring.writes(action);
    wiring.writes(valid);
  }

  @Override
  public void tick() {
    if (due.get(0) == 1) {
      takeOver();
    }
    if (fresh != null && fresh.get(0) == 0) {
      valid.set(0, NONE);
    }
  }

  private void takeOver() {
    for (int i = 0; i < elements.length; i++) {
      if (!Float.isFinite(output.get(i))) {
        valid.set(0, NOT_FINITE);
        return;
      }
    }
    for (int i = 0; i < elements.length; i++) {
      ActionMap.Element element = elements[i];
      action.set(i, (float) Bounds.clip(output.get(i), element.rawLow(), element.rawHigh()));
    }
    valid.set(0, 1);
  }
}
