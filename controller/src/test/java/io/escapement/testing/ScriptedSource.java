package io.escapement.testing;

import io.escapement.controller.record.Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.function.LongConsumer;

/** A source whose values a test gives. */
public final class ScriptedSource implements Source {

  private final String name;
  private final Phase phase;
  private final LongConsumer read;
  private final List<Channel> channels;
  private LongConsumer ahead = timeNs -> {};
  private LongConsumer prime = timeNs -> {};

  /**
   * Creates a source.
   *
   * @param name its name
   * @param phase when it is read
   * @param read writes the channels, given the time of the tick in nanoseconds
   * @param channels declaring handles of the channels that it writes
   */
  public ScriptedSource(String name, Phase phase, LongConsumer read, Channel... channels) {
    this.name = name;
    this.phase = phase;
    this.read = read;
    this.channels = List.of(channels);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return phase;
  }

  @Override
  public void declare(Wiring wiring) {
    channels.forEach(wiring::writes);
  }

  @Override
  public void read(long timeNs) {
    read.accept(timeNs);
  }

  /**
   * Sets what it does ahead of a tick.
   *
   * @param action is given the time of the coming tick in nanoseconds
   * @return this source
   */
  public ScriptedSource onAhead(LongConsumer action) {
    ahead = action;
    return this;
  }

  /**
   * Sets what it does when it is primed.
   *
   * @param action is given the time of the coming tick in nanoseconds
   * @return this source
   */
  public ScriptedSource onPrime(LongConsumer action) {
    prime = action;
    return this;
  }

  @Override
  public void ahead(long timeNs) {
    ahead.accept(timeNs);
  }

  @Override
  public void prime(long timeNs) {
    prime.accept(timeNs);
  }
}
