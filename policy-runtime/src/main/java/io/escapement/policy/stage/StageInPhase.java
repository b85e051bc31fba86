package io.escapement.policy.stage;

import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;

/**
 * A stage that runs in another phase than its own.
 *
 * @param stage does the work
 * @param phase when it does
 */
public record StageInPhase(Stage stage, Phase phase) implements Stage {

  @Override
  public String name() {
    return stage.name();
  }

  @Override
  public void declare(Wiring wiring) {
    stage.declare(wiring);
  }

  @Override
  public void initialise() {
    stage.initialise();
  }

  @Override
  public void tick() {
    stage.tick();
  }

  @Override
  public void prime() {
    stage.prime();
  }

  @Override
  public void close() {
    stage.close();
  }
}
