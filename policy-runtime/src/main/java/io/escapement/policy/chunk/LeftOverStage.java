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

/**
 * Says on ticks of a request what is still planned, and how much of it will have been executed when
 * the answer comes: the prefix that real-time chunking holds the next chunk to. Actions are those
 * of the model, before scale and offset.
 */
public final class LeftOverStage implements Stage {

  /** The actions planned from now on ({@code f32} derived), after the policy's prefix. */
  public static final String LEFT_OVER = "sampler/left_over";

  /** How many are executed whatever comes, and how many there are ({@code f32[2]} derived). */
  public static final String PREFIX = "sampler/prefix";

  private final String name;
  private final int size;
  private final int width;
  private final long stepNs;
  private final long toleranceNs;
  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final I32Channel due;
  private final F32Channel plan;
  private final I32Channel counts;
  private final I64Channel baseNs;
  private final I64Channel delayNs;
  private final F32Channel leftOver;
  private final F32Channel prefixed;

  /**
   * Creates the stage, to be added behind the chunk's.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param spec the chunk
   * @param width number of elements of an action
   * @param controlPeriodNs time between two ticks, nanoseconds
   * @param delayChannel name of the channel with the delay to expect, one {@code i64}, nanoseconds
   */
  public LeftOverStage(
      String prefix, ChunkSpec spec, int width, long controlPeriodNs, String delayChannel) {
    name = prefix + "left_over";
    size = spec.usable();
    this.width = width;
    stepNs = spec.stepNs();
    toleranceNs = controlPeriodNs / 2;
    due = I32Channel.reading(prefix + "due", 1);
    plan = F32Channel.reading(prefix + ChunkPlan.ACTIONS, size * width);
    counts = I32Channel.reading(prefix + ChunkPlan.COUNTS, size);
    baseNs = I64Channel.reading(prefix + ChunkPlan.BASE_NS, 1);
    delayNs = I64Channel.reading(delayChannel, 1);
    leftOver =
        new F32Channel(ChannelSpec.derived(prefix + LEFT_OVER, ChannelType.F32, size * width));
    prefixed =
        new F32Channel(
            ChannelSpec.derived(prefix + PREFIX, ChannelType.F32, 2).withUnit("actions"));
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
    wiring.reads(due);
    wiring.reads(plan);
    wiring.reads(counts);
    wiring.reads(baseNs);
    wiring.reads(delayNs);
    wiring.writes(leftOver);
    wiring.writes(prefixed);
  }

  @Override
  public void tick() {
    if (due.get(0) == 0) {
      return;
    }
    long at = Math.floorDiv(timeNs.get(0) + toleranceNs - baseNs.get(0), stepNs);
    int from = (int) Math.max(0, Math.min(at, size));
    int left = 0;
    while (from + left < size && counts.get(from + left) > 0) {
      left++;
    }
    for (int i = 0; i < left * width; i++) {
      leftOver.set(i, plan.get(from * width + i));
    }
    // The action in force when the answer comes is executed to its end.
    long committed = delayNs.get(0) / stepNs + 1;
    prefixed.set(0, Math.min(committed, left));
    prefixed.set(1, left);
  }
}
