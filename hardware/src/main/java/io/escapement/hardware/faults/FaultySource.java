package io.escapement.hardware.faults;

import io.escapement.controller.record.Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Wiring;
import java.util.ArrayList;
import java.util.List;

/** Reads a wrapped source, and spoils what it has written on the way into the record. */
final class FaultySource implements Source {

  private final Source inner;
  private final Mirror mirror;
  private final List<SampleFault> added = new ArrayList<>();
  private SampleFault[] faults = {};

  FaultySource(Source inner) {
    this.inner = inner;
    mirror = new Mirror(inner.name(), inner::declare);
  }

  /** The record's channels of this source. */
  List<Channel> channels() {
    return mirror.writing();
  }

  /** Adds a fault after those before it. Not while the loop runs. */
  void add(SampleFault fault) {
    added.add(fault);
    faults = added.toArray(SampleFault[]::new);
  }

  /** Forgets every sample. */
  void restart() {
    added.forEach(SampleFault::restart);
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public Phase phase() {
    return inner.phase();
  }

  @Override
  public void declare(Wiring wiring) {
    mirror.declare(wiring);
  }

  @Override
  public void read(long timeNs) {
    mirror.bringIn();
    inner.read(timeNs);
    mirror.bringOut();
    for (SampleFault fault : faults) {
      fault.apply(timeNs);
    }
  }

  @Override
  public void ahead(long timeNs) {
    inner.ahead(timeNs);
  }

  @Override
  public void prime(long timeNs) {
    mirror.save();
    inner.prime(timeNs);
    mirror.bringOut();
    mirror.putBack();
  }
}
