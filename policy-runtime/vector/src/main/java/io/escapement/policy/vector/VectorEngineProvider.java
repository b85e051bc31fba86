package io.escapement.policy.vector;

import io.escapement.policy.inference.EngineProvider;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.InferenceEngine;
import java.util.Optional;

/** Offers the engine under the name {@code vector} where the process has the Vector API. */
public final class VectorEngineProvider implements EngineProvider {

  private static final String MODULE = "jdk.incubator.vector";

  /** For {@link java.util.ServiceLoader}. */
  public VectorEngineProvider() {}

  @Override
  public String name() {
    return EngineSettings.VECTOR;
  }

  @Override
  public Optional<String> unavailable(EngineSettings settings) {
    if (ModuleLayer.boot().findModule(MODULE).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        "this process has no Vector API; start java with --add-modules "
            + MODULE
            + ", as the escapement script does");
  }

  @Override
  public InferenceEngine create(EngineSettings settings) {
    return new VectorEngine();
  }
}
