package io.escapement.testing;

import io.escapement.controller.record.Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A stage that a test puts together from its declarations and what it does in a tick. */
public final class ScriptedStage implements Stage {

  private final String name;
  private final Phase phase;
  private final List<Consumer<Wiring>> declarations = new ArrayList<>();
  private Runnable initialise = () -> {};
  private Runnable tick = () -> {};
  private Runnable prime = () -> {};
  private Runnable close = () -> {};

  /**
   * Creates a stage that declares nothing and does nothing.
   *
   * @param name its name
   * @param phase when it runs
   */
  public ScriptedStage(String name, Phase phase) {
    this.name = name;
    this.phase = phase;
  }

  /**
   * Adds channels that it reads after they were written in the tick.
   *
   * @param channels reading handles
   * @return this stage
   */
  public ScriptedStage reads(Channel... channels) {
    return declares(wiring -> List.of(channels).forEach(wiring::reads));
  }

  /**
   * Adds channels that it reads as the tick before left them.
   *
   * @param channels reading handles
   * @return this stage
   */
  public ScriptedStage readsPrevious(Channel... channels) {
    return declares(wiring -> List.of(channels).forEach(wiring::readsPrevious));
  }

  /**
   * Adds channels that it writes.
   *
   * @param channels declaring handles
   * @return this stage
   */
  public ScriptedStage writes(Channel... channels) {
    return declares(wiring -> List.of(channels).forEach(wiring::writes));
  }

  /**
   * Adds a declaration of any kind.
   *
   * @param declaration is called when the pipeline is built
   * @return this stage
   */
  public ScriptedStage declares(Consumer<Wiring> declaration) {
    declarations.add(declaration);
    return this;
  }

  /**
   * Sets what it does before the first tick.
   *
   * @param action replaces what was set before
   * @return this stage
   */
  public ScriptedStage onInitialise(Runnable action) {
    initialise = action;
    return this;
  }

  /**
   * Sets what it does in a tick.
   *
   * @param action replaces what was set before
   * @return this stage
   */
  public ScriptedStage onTick(Runnable action) {
    tick = action;
    return this;
  }

  /**
   * Sets what it does when it is primed.
   *
   * @param action replaces what was set before
   * @return this stage
   */
  public ScriptedStage onPrime(Runnable action) {
    prime = action;
    return this;
  }

  /**
   * Sets what it does when it is closed.
   *
   * @param action replaces what was set before
   * @return this stage
   */
  public ScriptedStage onClose(Runnable action) {
    close = action;
    return this;
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
    declarations.forEach(declaration -> declaration.accept(wiring));
  }

  @Override
  public void initialise() {
    initialise.run();
  }

  @Override
  public void tick() {
    tick.run();
  }

  @Override
  public void prime() {
    prime.run();
  }

  @Override
  public void close() {
    close.run();
  }
}
