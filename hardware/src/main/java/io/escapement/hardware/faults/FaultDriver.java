package io.escapement.hardware.faults;

import io.escapement.controller.loop.DeviceClock;
import io.escapement.controller.stage.Sink;
import io.escapement.controller.stage.Source;
import io.escapement.hardware.Driver;
import io.escapement.hardware.SimulatorControl;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A simulator's driver with faults. Everything but the faults is the wrapped driver's: name, life
 * cycle, clock, channels.
 */
final class FaultDriver implements Driver {

  private final Driver inner;
  private final List<FaultySource> sources;
  private final List<DelayedSink> delayed;
  private final List<Sink> sinks;

  /**
   * Wraps a driver.
   *
   * @param inner a simulator's driver, not open yet
   * @param sources its sources, with their faults
   * @param delays what holds its commands up; none leaves its sinks as they are
   */
  FaultDriver(Driver inner, List<FaultySource> sources, List<DelayedSink.Delay> delays) {
    this.inner = inner;
    this.sources = List.copyOf(sources);
    delayed =
        delays.isEmpty()
            ? List.of()
            : inner.sinks().stream().map(sink -> new DelayedSink(sink, delays)).toList();
    sinks = delays.isEmpty() ? inner.sinks() : List.copyOf(delayed);
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public boolean simulator() {
    return inner.simulator();
  }

  @Override
  public OptionalLong commandTimeoutNs() {
    return inner.commandTimeoutNs();
  }

  @Override
  public List<Source> sources() {
    return List.copyOf(sources);
  }

  @Override
  public List<Sink> sinks() {
    return sinks;
  }

  @Override
  public Optional<DeviceClock> clock() {
    return inner.clock();
  }

  @Override
  public Optional<SimulatorControl> simulatorControl() {
    return inner.simulatorControl();
  }

  @Override
  public void open() {
    inner.open();
    restart();
  }

  @Override
  public void activate() {
    inner.activate();
    restart();
  }

  private void restart() {
    sources.forEach(FaultySource::restart);
    delayed.forEach(DelayedSink::restart);
  }

  @Override
  public void deactivate() {
    inner.deactivate();
  }

  @Override
  public void close() {
    inner.close();
  }
}
