package io.escapement.controller.stage;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.testing.ScriptedSource;
import io.escapement.testing.ScriptedStage;
import io.escapement.testing.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A pipeline of any shape whose stages do arithmetic that is sensitive to every bit: each reads
 * what came before it, remembers, and leaves some of its outputs unwritten on some ticks.
 */
final class RandomPipeline {

  /**
   * What one stage is like.
   *
   * @param phase when it runs
   * @param elements of each of its channels
   * @param boundary whether its output is one of an inference engine
   * @param decides whether it lets time decide how many steps it does
   * @param feedback whether it reads the memory of the stages after it
   */
  record Plan(Phase phase, int elements, boolean boundary, boolean decides, boolean feedback) {}

  private static final String INPUT = "r/world/input";

  private final List<Plan> plans;
  private final int[] position;
  private boolean perturbed;

  RandomPipeline(List<Plan> plans) {
    this.plans = plans;
    this.position = new int[plans.size()];
    // Stages of one phase run in the order of adding: a stable sort gives the order in the tick.
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      order.add(i);
    }
    order.sort((a, b) -> plans.get(a).phase().compareTo(plans.get(b).phase()));
    for (int i = 0; i < order.size(); i++) {
      position[order.get(i)] = i;
    }
  }

  /** Makes the stage that runs last calculate with a gain that differs in its last bit. */
  RandomPipeline perturbed() {
    perturbed = true;
    return this;
  }

  /** What the channels of the stage that runs last start with. */
  String lastStage() {
    int last = 0;
    while (position[last] != plans.size() - 1) {
      last++;
    }
    return "r/stage" + last + "/";
  }

  /** The pipeline as it runs: with a source, and deadlines against a clock. */
  Pipeline live(Random world, VirtualClock clock) {
    F64Channel input = new F64Channel(ChannelSpec.input(INPUT, ChannelType.F64, 3));
    PipelineBuilder builder =
        new PipelineBuilder()
            .deadlineClock(
                () -> {
                  clock.advance(world.nextInt(50));
                  return clock.nanoTime();
                })
            .add(
                new ScriptedSource(
                    "world",
                    Phase.ADVANCE,
                    timeNs -> {
                      for (int i = 0; i < input.count(); i++) {
                        input.set(i, world.nextGaussian());
                      }
                    },
                    input));
    return wire(builder).build();
  }

  /** The same stages over what was recorded. */
  Pipeline replay(RecordLayout journaled) {
    return wire(new PipelineBuilder().recordedInputs(journaled)).build();
  }

  private PipelineBuilder wire(PipelineBuilder builder) {
    for (int i = 0; i < plans.size(); i++) {
      builder.add(stage(i));
    }
    return builder;
  }

  private static String output(int index) {
    return "r/stage" + index + "/output";
  }

  private static String memory(int index) {
    return "r/stage" + index + "/memory";
  }

  private ScriptedStage stage(int index) {
    Plan plan = plans.get(index);
    int elements = plan.elements();
    F64Channel out =
        new F64Channel(
            plan.boundary()
                ? ChannelSpec.boundary(output(index), ChannelType.F64, elements)
                : ChannelSpec.derived(output(index), ChannelType.F64, elements));
    F64Channel held = new F64Channel(ChannelSpec.memory(memory(index), ChannelType.F64, elements));
    List<F64Channel> operands = new ArrayList<>();
    operands.add(F64Channel.reading(INPUT, 3));
    ScriptedStage stage = new ScriptedStage("stage" + index, plan.phase()).writes(out, held);
    for (int other = 0; other < plans.size(); other++) {
      if (position[other] < position[index]) {
        operands.add(F64Channel.reading(output(other), plans.get(other).elements()));
        operands.add(F64Channel.reading(memory(other), plans.get(other).elements()));
      }
    }
    operands.forEach(stage::reads);
    for (int other = 0; other < plans.size() && plan.feedback(); other++) {
      if (position[other] > position[index]) {
        F64Channel previous = F64Channel.reading(memory(other), plans.get(other).elements());
        stage.readsPrevious(previous);
        operands.add(previous);
      }
    }
    Deadline[] deadline = new Deadline[1];
    if (plan.decides()) {
      stage.declares(wiring -> deadline[0] = wiring.deadline("r/stage" + index + "/steps"));
    }
    double gain = perturbed && position[index] == plans.size() - 1 ? Math.nextUp(0.7) : 0.7;
    stage.onInitialise(() -> held.set(elements - 1, index + 0.5));
    stage.onTick(() -> tick(operands, out, held, deadline[0], gain));
    return stage;
  }

  private static void tick(
      List<F64Channel> operands, F64Channel out, F64Channel held, Deadline deadline, double gain) {
    int steps = 1;
    if (deadline != null) {
      deadline.begin(100);
      while (steps < 5 && deadline.proceed()) {
        steps++;
      }
    }
    for (int e = 0; e < out.count(); e++) {
      double sum = gain * held.get(e);
      for (int i = 0; i < operands.size(); i++) {
        F64Channel operand = operands.get(i);
        sum = Math.fma(gain * steps, StrictMath.tanh(operand.get(e % operand.count())), sum);
      }
      held.set(e, sum);
      // Zero unless written: a value of the tick before must not shine through.
      if (sum > 0) {
        out.set(e, StrictMath.sin(sum));
      }
    }
  }
}
