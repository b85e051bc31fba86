package io.escapement.launch.acceptance;

import io.escapement.controller.stage.Sink;
import io.escapement.controller.stage.Source;
import io.escapement.hardware.Driver;
import java.util.List;
import java.util.OptionalLong;

/** Samples from a file that pass for a robot which could move. */
final class BenchHardware implements Driver {

  private final Driver samples;
  private final OptionalLong commandTimeoutNs;

  BenchHardware(Driver samples, OptionalLong commandTimeoutNs) {
    this.samples = samples;
    this.commandTimeoutNs = commandTimeoutNs;
  }

  @Override
  public String name() {
    return samples.name();
  }

  @Override
  public boolean simulator() {
    return false;
  }

  @Override
  public OptionalLong commandTimeoutNs() {
    return commandTimeoutNs;
  }

  @Override
  public List<Source> sources() {
    return samples.sources();
  }

  @Override
  public List<Sink> sinks() {
    return samples.sinks();
  }

  @Override
  public void open() {
    samples.open();
  }

  @Override
  public void activate() {
    samples.activate();
  }

  @Override
  public void deactivate() {
    samples.deactivate();
  }

  @Override
  public void close() {
    samples.close();
  }
}
