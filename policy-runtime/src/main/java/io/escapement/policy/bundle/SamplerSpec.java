package io.escapement.policy.bundle;

import java.util.Objects;
import java.util.Optional;

/**
 * A second model that makes a chunk out of noise, step by step, under the condition that the first
 * model gives.
 *
 * @param type what the steps are
 * @param steps how many
 * @param model the denoiser
 * @param tensors names of its tensors
 * @param upwards of a flow: whether time runs from 0 at noise to 1; otherwise from 1 to 0
 * @param trainingSteps of a diffusion: number of times of its training
 * @param clip of a diffusion: greatest magnitude of an element of the estimated action
 * @param guidance real-time chunking of a flow; empty for none
 */
public record SamplerSpec(
    Type type,
    int steps,
    ModelFile model,
    Tensors tensors,
    boolean upwards,
    int trainingSteps,
    double clip,
    Optional<Guidance> guidance) {

  /** What a step is. */
  public enum Type {
    /** Euler's method along a velocity. */
    FLOW,
    /** Of a diffusion, without noise of its own. */
    DDIM,
    /** Of a diffusion, with new noise. */
    DDPM
  }

  /**
   * Names of the denoiser's tensors.
   *
   * @param sample input that takes the chunk as it is so far
   * @param time input that takes the time
   * @param condition input that takes what the first model gives
   * @param output the velocity, or the noise
   */
  public record Tensors(String sample, String time, String condition, String output) {}

  /**
   * How a chunk is drawn to what is left of the one before.
   *
   * @param cap greatest weight
   * @param schedule how the pull fades over the actions that both have
   */
  public record Guidance(double cap, PrefixSchedule schedule) {}

  /**
   * Checks the numbers.
   *
   * @param type what the steps are
   * @param steps at least 1
   * @param model the denoiser
   * @param tensors names of its tensors
   * @param upwards which way time runs
   * @param trainingSteps at least as many as steps
   * @param clip positive
   * @param guidance of a flow only
   * @throws IllegalArgumentException if they do not go together
   */
  public SamplerSpec {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(tensors, "tensors");
    Objects.requireNonNull(guidance, "guidance");
    boolean sound =
        steps >= 1
            && clip > 0
            && (type == Type.FLOW || steps <= trainingSteps)
            && (type == Type.FLOW || guidance.isEmpty());
    if (!sound) {
      throw new IllegalArgumentException(type + ", " + steps + " of " + trainingSteps + " steps");
    }
  }

  /**
   * How much noise a chunk is made of.
   *
   * @param chunk number of elements of a chunk
   * @return number of elements: those of the first sample, then those of each step that takes some
   */
  public int noise(int chunk) {
    return type == Type.DDPM ? Math.multiplyExact(chunk, steps + 1) : chunk;
  }
}
