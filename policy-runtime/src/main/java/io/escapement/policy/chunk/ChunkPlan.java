package io.escapement.policy.chunk;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.ChunkSpec;

/**
 * The actions that are planned, each for a time of its own, in memory channels. A chunk is laid
 * over the plan from the time of its observation on.
 */
final class ChunkPlan {

  /** Name of the planned actions' channel, after the prefix. */
  static final String ACTIONS = "chunk/plan";

  /** Name of the channel that counts how many chunks have gone into each action. */
  static final String COUNTS = "chunk/counts";

  /** Name of the channel with the time of the first planned action. */
  static final String BASE_NS = "chunk/base_ns";

  private final ChunkSpec spec;
  private final ChunkMerge rule;
  private final int size;
  private final int width;
  private final long toleranceNs;
  private final F32Channel actions;
  private final I32Channel counts;
  private final I64Channel baseNs;

  ChunkPlan(String prefix, ChunkSpec spec, int width, long controlPeriodNs) {
    this.spec = spec;
    this.rule = new ChunkMerge(spec);
    this.size = spec.usable();
    this.width = width;
    this.toleranceNs = controlPeriodNs / 2;
    actions = new F32Channel(ChannelSpec.memory(prefix + ACTIONS, ChannelType.F32, size * width));
    counts = new I32Channel(ChannelSpec.memory(prefix + COUNTS, ChannelType.I32, size));
    baseNs =
        new I64Channel(ChannelSpec.memory(prefix + BASE_NS, ChannelType.I64, 1).withUnit("ns"));
  }

  void declare(Wiring wiring) {
    wiring.writes(actions);
    wiring.writes(counts);
    wiring.writes(baseNs);
  }

  /** Forgets every action. */
  void clear() {
    counts.clear();
  }

  /** Place in the plan of the action for a time; negative before its first, any size behind it. */
  int indexAt(long nowNs) {
    long index = Math.floorDiv(nowNs + toleranceNs - baseNs.get(0), spec.stepNs());
    return (int) Math.max(-1, Math.min(index, size));
  }

  boolean holds(int index) {
    return index >= 0 && index < size && counts.get(index) > 0;
  }

  /** Number of planned actions from the first on. */
  int planned() {
    int planned = 0;
    while (planned < size && counts.get(planned) > 0) {
      planned++;
    }
    return planned;
  }

  float action(int index, int element) {
    return actions.get(index * width + element);
  }

  /** How many places a chunk of this time moves the plan up; negative if it is older. */
  long shift(long sourceNs) {
    return Math.floorDiv(sourceNs - baseNs.get(0) + spec.stepNs() / 2, spec.stepNs());
  }

  /**
   * Lays a chunk over the plan.
   *
   * @param chunk its actions, those before the first usable one included
   * @param sourceNs time of its observation
   * @param places by which the plan moves up, as {@link #shift} says
   * @param inForce place of the action that is being executed, before the move
   * @param nowNs time of the tick
   * @param length how many of its usable actions count
   */
  void lay(F32Channel chunk, long sourceNs, long places, int inForce, long nowNs, int length) {
    int end = (int) Math.max(0, planned() - places);
    // The clock of the actions goes on undisturbed where there is one and the chunk came late.
    boolean keepsClock = end > 0 && sourceNs != nowNs;
    baseNs.set(0, keepsClock ? baseNs.get(0) + places * spec.stepNs() : sourceNs);
    int move = end > 0 ? (int) places : 0;
    int current = indexAt(nowNs);
    boolean begun = keepsClock && inForce >= 0 && inForce - places == current;
    int committed = begun ? current + 1 : current;
    for (int i = 0; i < size; i++) {
      if (i >= length) {
        counts.set(i, 0);
        continue;
      }
      int before = i < end ? counts.get(i + move) : 0;
      double hold = rule.hold(i, committed, end);
      for (int k = 0; k < width; k++) {
        double latest = chunk.get((spec.first() + i) * width + k);
        double value =
            before == 0
                ? latest
                : rule.of(actions.get((i + move) * width + k), latest, before, hold);
        actions.set(i * width + k, (float) value);
      }
      counts.set(i, before + 1);
    }
  }
}
