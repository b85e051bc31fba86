package io.escapement.policy.chunk;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.ChunkSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes over chunks of actions and gives one action at a time, each at its time: an action whose
 * time has passed is never executed, none is executed twice, and none from a chunk that another has
 * replaced.
 *
 * <p>The action in force stays until the next one's time has come, also if a chunk arrives
 * meanwhile that would have another in its place. A chunk with an element that is not finite is
 * passed on as an action that is not finite, so that the decoder marks the command, and does not
 * enter the plan. Before the first chunk the action is zero, under the same rule as a chunk that
 * has run dry.
 */
public final class ChunkStage implements Stage {

  /** 1 on ticks on which an action begins ({@code i32} derived), after the policy's prefix. */
  public static final String DUE = "chunk/due";

  /** The action that begins ({@code f32} derived). */
  public static final String ACTION = "chunk/action";

  /** 0 when the last action has been held for too long ({@code i32} derived). */
  public static final String VALID = "chunk/valid";

  /** 1 when the action in force is the last that was planned ({@code i32} memory). */
  public static final String WANTS = "chunk/wants";

  private static final int NOT_STARTED = -2;
  private static final int NONE = -1;
  private static final long NEVER = -1;

  /**
   * Where chunks come from.
   *
   * @param due name of the channel, one {@code i32}, that is 1 on ticks that bring a chunk
   * @param chunk name of the channel in which it stands then, {@code f32[length * action]}
   * @param sourceNs name of the channel with the time of its observation, one {@code i64}; empty if
   *     that is the tick itself
   * @param critic name of the channel with a value for each length, {@code f32[length]}; empty
   *     where all of a chunk counts
   */
  public record From(
      String due, String chunk, Optional<String> sourceNs, Optional<String> critic) {}

  private final String name;
  private final ChunkSpec spec;
  private final ChunkPlan plan;
  private final int width;
  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final I32Channel arrived;
  private final F32Channel chunk;
  private final I64Channel sourceNs;
  private final F32Channel critic;
  private final I64Channel observations;
  private final I32Channel observed;
  private final I32Channel due;
  private final F32Channel action;
  private final I32Channel valid;
  private final I32Channel splice;
  private final I32Channel remaining;
  private final I32Channel index;
  private final I32Channel wants;
  private final I64Channel taken;
  private final I64Channel current;
  private final I64Channel executed;
  private final I64Channel rejected;
  private final I64Channel drySinceNs;
  private final I64Channel dryTicks;

  /**
   * Creates the stage.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param spec the chunk
   * @param labels one for each element of an action
   * @param controlPeriodNs time between two ticks, nanoseconds
   * @param from where chunks come from
   */
  public ChunkStage(
      String prefix, ChunkSpec spec, List<String> labels, long controlPeriodNs, From from) {
    this.name = Objects.requireNonNull(prefix, "prefix") + "chunk";
    this.spec = Objects.requireNonNull(spec, "spec");
    this.width = labels.size();
    this.plan = new ChunkPlan(prefix, spec, width, controlPeriodNs);
    arrived = I32Channel.reading(from.due(), 1);
    chunk = F32Channel.reading(from.chunk(), spec.length() * width);
    sourceNs = from.sourceNs().map(channel -> I64Channel.reading(channel, 1)).orElse(null);
    critic = from.critic().map(channel -> F32Channel.reading(channel, spec.length())).orElse(null);
    observations = I64Channel.reading(prefix + "observations", 1);
    observed = from.due().equals(prefix + "due") ? arrived : I32Channel.reading(prefix + "due", 1);
    due = new I32Channel(ChannelSpec.derived(prefix + DUE, ChannelType.I32, 1));
    action =
        new F32Channel(
            ChannelSpec.derived(prefix + ACTION, ChannelType.F32, width).withLabels(labels));
    valid = new I32Channel(ChannelSpec.derived(prefix + VALID, ChannelType.I32, 1));
    splice = new I32Channel(ChannelSpec.derived(prefix + "chunk/splice", ChannelType.I32, 1));
    remaining =
        new I32Channel(
            ChannelSpec.derived(prefix + "chunk/remaining", ChannelType.I32, 1)
                .withUnit("actions"));
    index = new I32Channel(ChannelSpec.memory(prefix + "chunk/index", ChannelType.I32, 1));
    wants = new I32Channel(ChannelSpec.memory(prefix + WANTS, ChannelType.I32, 1));
    taken = count(prefix + "chunk/taken", "chunks");
    current = count(prefix + "chunk/current", "chunks");
    executed = count(prefix + "chunk/executed", "actions");
    rejected = count(prefix + "chunk/rejected", "chunks");
    drySinceNs = count(prefix + "chunk/dry_since_ns", "ns");
    dryTicks = count(prefix + "chunk/dry_ticks", "ticks");
  }

  private static I64Channel count(String name, String unit) {
    return new I64Channel(ChannelSpec.memory(name, ChannelType.I64, 1).withUnit(unit));
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
    wiring.reads(timeNs);
    wiring.reads(arrived);
    wiring.reads(chunk);
    wiring.reads(observations);
    if (observed != arrived) {
      wiring.reads(observed);
    }
    if (sourceNs != null) {
      wiring.reads(sourceNs);
    }
    if (critic != null) {
      wiring.reads(critic);
    }
    plan.declare(wiring);
    wiring.writes(due);
    wiring.writes(action);
    wiring.writes(valid);
    wiring.writes(splice);
    wiring.writes(remaining);
    wiring.writes(index);
    wiring.writes(wants);
    wiring.writes(taken);
    wiring.writes(current);
    wiring.writes(executed);
    wiring.writes(rejected);
    wiring.writes(drySinceNs);
    wiring.writes(dryTicks);
  }

  @Override
  public void initialise() {
    index.set(0, NOT_STARTED);
    wants.set(0, 1);
    drySinceNs.set(0, NEVER);
  }

  @Override
  public void tick() {
    long now = timeNs.get(0);
    boolean afresh = observed.get(0) == 1 && observations.get(0) == 1;
    if (afresh) {
      forget();
    }
    // Beside the loop, what comes on this very tick was asked for before.
    boolean comes = arrived.get(0) == 1 && !(afresh && observed != arrived);
    boolean sound = !comes || arrive(now);
    int at = plan.indexAt(now);
    boolean planned = plan.holds(at);
    if (!sound) {
      refuse(planned ? at : index.get(0));
    } else if (planned && at != index.get(0)) {
      begin(at);
    } else if (!planned && index.get(0) == NOT_STARTED) {
      // The action is zero, as every derived channel is at first.
      due.set(0, 1);
      index.set(0, NONE);
    }
    account(now, planned);
    int left = planned ? plan.planned() - at - 1 : 0;
    remaining.set(0, left);
    wants.set(0, left > 0 ? 0 : 1);
  }

  /** The policy starts afresh: what it planned before does not count. */
  private void forget() {
    plan.clear();
    index.set(0, NOT_STARTED);
    drySinceNs.set(0, NEVER);
  }

  /** Returns false for a chunk that is not finite. */
  private boolean arrive(long now) {
    int length = length();
    if (!finite(length)) {
      rejected.set(0, rejected.get(0) + 1);
      return false;
    }
    boolean inline = sourceNs == null;
    long source = inline ? now : sourceNs.get(0);
    long places = plan.planned() > 0 ? plan.shift(source) : 0;
    if (places < 0) {
      rejected.set(0, rejected.get(0) + 1);
      return true;
    }
    plan.lay(chunk, source, places, index.get(0), now, length);
    long moved = source == now ? NONE : index.get(0) - places;
    index.set(0, (int) Math.max(NONE, moved));
    taken.set(0, taken.get(0) + 1);
    return true;
  }

  /** Number of usable actions that are to be executed. */
  private int length() {
    if (critic == null) {
      return spec.usable();
    }
    int best = spec.first();
    for (int i = best + 1; i < spec.length(); i++) {
      if (critic.get(i) > critic.get(best)) {
        best = i;
      }
    }
    return best + 1 - spec.first();
  }

  private boolean finite(int length) {
    int from = spec.first() * width;
    for (int i = from; i < from + length * width; i++) {
      if (!Float.isFinite(chunk.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The step that the chunk came for passes without an action, even if one was planned before. */
  private void refuse(int at) {
    due.set(0, 1);
    index.set(0, Math.max(NONE, at));
    for (int i = 0; i < width; i++) {
      action.set(i, Float.NaN);
    }
  }

  private void begin(int at) {
    due.set(0, 1);
    for (int i = 0; i < width; i++) {
      action.set(i, plan.action(at, i));
    }
    index.set(0, at);
    executed.set(0, executed.get(0) + 1);
    if (current.get(0) != taken.get(0)) {
      splice.set(0, 1);
      current.set(0, taken.get(0));
    }
  }

  private void account(long now, boolean planned) {
    if (planned) {
      drySinceNs.set(0, NEVER);
      valid.set(0, 1);
      return;
    }
    if (drySinceNs.get(0) == NEVER) {
      drySinceNs.set(0, now);
    }
    dryTicks.set(0, dryTicks.get(0) + 1);
    boolean held = spec.dry() == ChunkSpec.Dry.HOLD || now - drySinceNs.get(0) < spec.dryAfterNs();
    valid.set(0, held ? 1 : 0);
  }
}
