package io.escapement.testing;

import io.escapement.controller.record.Channel;
import io.escapement.controller.stage.Sink;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/** A sink that does what a test says with the channels that it reads. */
public final class ScriptedSink implements Sink {

  private final String name;
  private final Runnable write;
  private final List<Channel> channels;
  private Runnable prime = () -> {};

  /**
   * Creates a sink.
   *
   * @param name its name
   * @param write takes the values out of the channels
   * @param channels reading handles
   */
  public ScriptedSink(String name, Runnable write, Channel... channels) {
    this.name = name;
    this.write = write;
    this.channels = List.of(channels);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void declare(Wiring wiring) {
    channels.forEach(wiring::reads);
  }

  @Override
  public void write() {
    write.run();
  }

  /**
   * Sets what it does when it is primed.
   *
   * @param action replaces what was set before
   * @return this sink
   */
  public ScriptedSink onPrime(Runnable action) {
    prime = action;
    return this;
  }

  @Override
  public void prime() {
    prime.run();
  }
}
