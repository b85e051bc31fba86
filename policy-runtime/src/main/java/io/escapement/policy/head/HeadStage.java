package io.escapement.policy.head;

import io.escapement.controller.record.Channel;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.HeadSpec;
import io.escapement.policy.bundle.TensorChannel;
import io.escapement.policy.random.NoiseStream;
import java.util.List;
import java.util.Objects;

/**
 * Makes an action of the model's outputs on the ticks on which there was an inference, and says
 * with which random numbers and how probable it was.
 */
public final class HeadStage implements Stage {

  /** Name of the random stream that heads draw from. */
  public static final String STREAM = "head";

  private final String name;
  private final HeadFunction head;
  private final I32Channel due;
  private final I64Channel calls;
  private final F32Channel main;
  private final F32Channel further;
  private final F32Channel action;
  private final F64Channel noise;
  private final F64Channel logProbability;
  private final HeadFunction.Numbers mainNumbers;
  private final HeadFunction.Numbers furtherNumbers;
  private final HeadFunction.Taker taker;

  /**
   * Creates the stage.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param from prefix of the channels of inference: {@code due}, {@code calls} and the outputs;
   *     the same for inline inference
   * @param spec the head
   * @param rows number of actions that an inference gives, 1 unless it is a chunk
   * @param labels one for each element of an action
   * @param seed of the policy's random numbers
   */
  public HeadStage(
      String prefix, String from, HeadSpec spec, int rows, List<String> labels, long seed) {
    this.name = Objects.requireNonNull(prefix, "prefix") + "head";
    this.head = new HeadFunction(spec, rows, labels.size(), NoiseStream.of(seed, STREAM));
    int size = head.size();
    List<String> names = rows == 1 ? labels : List.of();
    due = I32Channel.reading(from + "due", 1);
    calls = I64Channel.reading(from + "calls", 1);
    main = F32Channel.reading(from + "output", head.mainSize());
    further =
        spec.furtherOutput()
            .map(
                tensor ->
                    F32Channel.reading(
                        from + "output/" + TensorChannel.name(tensor), Channel.ANY_COUNT))
            .orElse(null);
    action =
        new F32Channel(
            ChannelSpec.derived(prefix + "head/action", ChannelType.F32, size).withLabels(names));
    noise =
        head.samples()
            ? new F64Channel(
                ChannelSpec.derived(prefix + "head/noise", ChannelType.F64, size).withLabels(names))
            : null;
    logProbability =
        head.hasProbability()
            ? new F64Channel(
                ChannelSpec.derived(prefix + "head/log_probability", ChannelType.F64, 1)
                    .withUnit("ln"))
            : null;
    mainNumbers = main::get;
    furtherNumbers = further == null ? mainNumbers : further::get;
    taker = noise == null ? this::takeAction : this::takeBoth;
  }

  private void takeAction(int element, float value, double luck) {
    action.set(element, value);
  }

  private void takeBoth(int element, float value, double luck) {
    action.set(element, value);
    noise.set(element, luck);
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
    wiring.reads(calls);
    wiring.reads(main);
    if (further != null) {
      wiring.reads(further);
    }
    wiring.writes(action);
    if (noise != null) {
      wiring.writes(noise);
    }
    if (logProbability != null) {
      wiring.writes(logProbability);
    }
  }

  @Override
  public void tick() {
    if (due.get(0) == 0) {
      return;
    }
    int furtherCount = further == null ? head.size() : further.count();
    double probability = head.apply(calls.get(0), mainNumbers, furtherNumbers, furtherCount, taker);
    if (logProbability != null) {
      logProbability.set(0, probability);
    }
  }
}
