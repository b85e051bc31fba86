package io.escapement.controller.journal;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;

/**
 * A small robot for tests: random sensors, an integrator, a filter, something that stands for an
 * inference engine, and a command made from its output.
 *
 * @param joints elements of every channel, at least 1
 * @param seed of the sensors
 * @param gain of the filter
 * @param engineError added to the engine's output, 0 for an engine that repeats its bits
 * @param revision above 0 adds a channel, so that the layout is another
 */
public record SyntheticRobot(int joints, long seed, double gain, float engineError, int revision) {

  /** Control period of every synthetic run, nanoseconds. */
  public static final long PERIOD_NS = 4_000_000L;

  /** A robot with a repeatable engine. */
  public SyntheticRobot(int joints, long seed) {
    this(joints, seed, 0.25, 0, 0);
  }

  public SyntheticRobot withGain(double other) {
    return new SyntheticRobot(joints, seed, other, engineError, revision);
  }

  public SyntheticRobot withEngineError(float error) {
    return new SyntheticRobot(joints, seed, gain, error, revision);
  }

  public SyntheticRobot withRevision(int other) {
    return new SyntheticRobot(joints, seed, gain, engineError, other);
  }

  /** The pipeline of a live run. */
  public Pipeline live() {
    return stages(new PipelineBuilder().add(new Sensors(joints, seed)));
  }

  /** The pipeline of a replay. */
  public Pipeline replaying(RecordLayout journaled) {
    return stages(new PipelineBuilder().recordedInputs(journaled));
  }

  private Pipeline stages(PipelineBuilder builder) {
    builder
        .add(new Integrator(joints))
        .add(new Filter(joints, gain))
        .add(new Engine(joints, engineError))
        .add(new Command(joints));
    if (revision > 0) {
      builder.add(new Counter());
    }
    return builder.build();
  }

  /** Sets the time of a tick and runs it. */
  public static void tick(Pipeline pipeline, long tick) {
    pipeline.setTime(tick, tick * PERIOD_NS, PERIOD_NS, 0);
    pipeline.tick(() -> 0L);
  }

  private static final class Sensors implements Source {
    private final F64Channel value;
    private final I64Channel random =
        new I64Channel(ChannelSpec.input("bot/sensor/random", ChannelType.I64, 1));

    Sensors(int joints, long seed) {
      value =
          new F64Channel(
              ChannelSpec.input("bot/sensor/value", ChannelType.F64, joints).withUnit("rad"));
      this.seed = seed;
    }

    private final long seed;

    @Override
    public String name() {
      return "sensors";
    }

    @Override
    public Phase phase() {
      return Phase.READ;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.writes(value);
      wiring.writes(random);
    }

    @Override
    public void read(long timeNs) {
      long state = seed ^ (timeNs * 0x9E3779B97F4A7C15L);
      for (int i = 0; i < value.count(); i++) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        value.set(i, (state >> 11) * 0x1p-52);
      }
      random.set(0, state);
    }
  }

  private static final class Integrator implements Stage {
    private final F64Channel value;
    private final F64Channel sum;

    Integrator(int joints) {
      value = F64Channel.reading("bot/sensor/value", joints);
      sum = new F64Channel(ChannelSpec.memory("bot/integrator/sum", ChannelType.F64, joints));
    }

    @Override
    public String name() {
      return "integrator";
    }

    @Override
    public Phase phase() {
      return Phase.ESTIMATE;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.reads(value);
      wiring.writes(sum);
    }

    @Override
    public void initialise() {
      for (int i = 0; i < sum.count(); i++) {
        sum.set(i, 0.5 * i);
      }
    }

    @Override
    public void tick() {
      for (int i = 0; i < sum.count(); i++) {
        sum.set(i, sum.get(i) * 0.999 + value.get(i) * 0.004);
      }
    }
  }

  private static final class Filter implements Stage {
    private final F64Channel value;
    private final F64Channel state;
    private final F64Channel output;
    private final double gain;

    Filter(int joints, double gain) {
      this.gain = gain;
      value = F64Channel.reading("bot/sensor/value", joints);
      state = new F64Channel(ChannelSpec.memory("bot/filter/state", ChannelType.F64, joints));
      output = new F64Channel(ChannelSpec.derived("bot/filter/output", ChannelType.F64, joints));
    }

    @Override
    public String name() {
      return "filter";
    }

    @Override
    public Phase phase() {
      return Phase.OBSERVE;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.reads(value);
      wiring.writes(output);
      wiring.writes(state);
    }

    @Override
    public void tick() {
      for (int i = 0; i < state.count(); i++) {
        double next = state.get(i) + gain * (value.get(i) - state.get(i));
        output.set(i, next);
        state.set(i, next);
      }
    }
  }

  private static final class Engine implements Stage {
    private final F64Channel observation;
    private final F32Channel output;
    private final float error;

    Engine(int joints, float error) {
      this.error = error;
      observation = F64Channel.reading("bot/filter/output", joints);
      output = new F32Channel(ChannelSpec.boundary("bot/engine/output", ChannelType.F32, joints));
    }

    @Override
    public String name() {
      return "engine";
    }

    @Override
    public Phase phase() {
      return Phase.INFER;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.reads(observation);
      wiring.writes(output);
    }

    @Override
    public void tick() {
      for (int i = 0; i < output.count(); i++) {
        output.set(i, (float) StrictMath.tanh(observation.get(i)) + error);
      }
    }
  }

  private static final class Command implements Stage {
    private final F64Channel sum;
    private final F32Channel action;
    private final F64Channel effort;

    Command(int joints) {
      sum = F64Channel.reading("bot/integrator/sum", joints);
      action = F32Channel.reading("bot/engine/output", joints);
      effort =
          new F64Channel(
              ChannelSpec.derived("bot/command/effort", ChannelType.F64, joints).withUnit("Nm"));
    }

    @Override
    public String name() {
      return "command";
    }

    @Override
    public Phase phase() {
      return Phase.DECODE;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.reads(sum);
      wiring.reads(action);
      wiring.writes(effort);
    }

    @Override
    public void tick() {
      for (int i = 0; i < effort.count(); i++) {
        effort.set(i, 10 * action.get(i) - sum.get(i));
      }
    }
  }

  private static final class Counter implements Stage {
    private final I64Channel count =
        new I64Channel(ChannelSpec.memory("bot/counter/ticks", ChannelType.I64, 1));

    @Override
    public String name() {
      return "counter";
    }

    @Override
    public Phase phase() {
      return Phase.SCORE;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.writes(count);
    }

    @Override
    public void tick() {
      count.set(0, count.get(0) + 1);
    }
  }
}
