package io.escapement.testing.drivers;

import io.escapement.controller.record.Channel;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.robot.Capability;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverContext;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Runs a driver tick by tick in a pipeline of its own, with a stage that commands what a test says.
 */
public final class DriverBench implements AutoCloseable {

  /** What a test commands. */
  @FunctionalInterface
  public interface Commands {

    /** The five numbers, one channel each. */
    @FunctionalInterface
    interface Numbers {

      /**
       * The channel of a number.
       *
       * @param number which of the five
       * @return one element per actuator
       */
      F64Channel of(Capability number);
    }

    /** All zero. */
    Commands NONE = (timeNs, numbers) -> {};

    /**
     * Writes the command of a tick; what is not written is zero.
     *
     * @param timeNs time of the tick
     * @param numbers where to write
     */
    void write(long timeNs, Numbers numbers);
  }

  private final Driver driver;
  private final long periodNs;
  private final String robot;
  private final Pipeline pipeline;
  private long tick;

  /**
   * Wires a pipeline, without opening the driver.
   *
   * @param driver the driver; closed with the bench
   * @param context what it was made from
   * @param commands what it is told
   */
  public DriverBench(Driver driver, DriverContext context, Commands commands) {
    this.driver = driver;
    this.periodNs = context.periodNs();
    this.robot = context.robotName();
    PipelineBuilder builder = new PipelineBuilder();
    driver.sources().forEach(builder::add);
    builder.add(new CommandStage(robot, context.robot().actuators().size(), commands));
    driver.sinks().forEach(builder::add);
    pipeline = builder.build();
  }

  /**
   * Opens and activates the driver, and reads its sources as before a first tick.
   *
   * @return this
   */
  public DriverBench start() {
    driver.open();
    driver.activate();
    tick = 0;
    pipeline.setTime(-1, 0, periodNs, 0);
    pipeline.readSources();
    return this;
  }

  /**
   * Runs ticks, one period apart.
   *
   * @param count how many
   * @return this
   */
  public DriverBench ticks(long count) {
    for (long i = 0; i < count; i++) {
      pipeline.setTime(tick, tick * periodNs, periodNs, 0);
      pipeline.tick(PhaseClock.NONE);
      tick++;
    }
    return this;
  }

  /**
   * Leaves out periods, as a loop does that was late.
   *
   * @param periods how many
   * @return this
   */
  public DriverBench skip(long periods) {
    tick += periods;
    return this;
  }

  /**
   * The pipeline.
   *
   * @return with its record
   */
  public Pipeline pipeline() {
    return pipeline;
  }

  /**
   * Values of a channel.
   *
   * @param name without the robot
   * @return a copy
   */
  public double[] f64(String name) {
    F64Channel channel = F64Channel.reading(robot + "/" + name, Channel.ANY_COUNT);
    pipeline.record().attach(channel);
    double[] values = new double[channel.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = channel.get(i);
    }
    return values;
  }

  /**
   * The value of a channel of one element.
   *
   * @param name without the robot
   * @return the value
   */
  public long i64(String name) {
    I64Channel channel = I64Channel.reading(robot + "/" + name, 1);
    pipeline.record().attach(channel);
    return channel.get(0);
  }

  /**
   * The value of a channel of one element.
   *
   * @param name without the robot
   * @return the value
   */
  public int i32(String name) {
    I32Channel channel = I32Channel.reading(robot + "/" + name, 1);
    pipeline.record().attach(channel);
    return channel.get(0);
  }

  @Override
  public void close() {
    driver.close();
    pipeline.close();
  }

  private static final class CommandStage implements Stage {

    private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
    private final Map<Capability, F64Channel> numbers = new EnumMap<>(Capability.class);
    private final Commands.Numbers byNumber = numbers::get;
    private final Commands commands;

    CommandStage(String robot, int actuators, Commands commands) {
      this.commands = commands;
      for (Capability number : Capability.values()) {
        String name = robot + "/command/" + number.name().toLowerCase(Locale.ROOT);
        numbers.put(number, new F64Channel(ChannelSpec.derived(name, ChannelType.F64, actuators)));
      }
    }

    @Override
    public String name() {
      return "commands of the test";
    }

    @Override
    public Phase phase() {
      return Phase.FILTER;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.reads(timeNs);
      numbers.values().forEach(wiring::writes);
    }

    @Override
    public void tick() {
      commands.write(timeNs.get(0), byNumber);
    }
  }
}
