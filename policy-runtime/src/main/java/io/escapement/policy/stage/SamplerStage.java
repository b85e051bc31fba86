package io.escapement.policy.stage;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.SamplerSpec;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.sampler.ChunkSampler;

/** Makes a chunk out of noise, inline, on ticks on which the first model has given a condition. */
final class SamplerStage implements Stage {

  /** The chunk ({@code f32} boundary), after the policy's prefix. */
  static final String CHUNK = "sampler/chunk";

  private final String name;
  private final SamplerSpec spec;
  private final InferenceModel denoiser;
  private final int first;
  private final int width;
  private final I32Channel due;
  private final F32Channel noise;
  private final F32Channel condition;
  private final F32Channel chunk;
  private ChunkSampler sampler;

  /**
   * Creates the stage, which closes the denoiser.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param spec the sampler
   * @param denoiser the loaded denoiser
   * @param condition the first model's output
   * @param first index of the chunk's first usable action
   * @param rows number of actions in a chunk
   * @param width number of elements of an action
   */
  SamplerStage(
      String prefix,
      SamplerSpec spec,
      InferenceModel denoiser,
      BoundTensor condition,
      int first,
      int rows,
      int width) {
    this.name = prefix + "sampler";
    this.spec = spec;
    this.denoiser = denoiser;
    this.first = first;
    this.width = width;
    due = I32Channel.reading(prefix + "due", 1);
    noise = F32Channel.reading(prefix + SamplerNoiseStage.NOISE, spec.noise(rows * width));
    this.condition = F32Channel.reading(condition.channel(), condition.size());
    chunk = new F32Channel(ChannelSpec.boundary(prefix + CHUNK, ChannelType.F32, rows * width));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return Phase.INFER;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(due);
    wiring.reads(noise);
    wiring.reads(condition);
    wiring.writes(chunk);
  }

  @Override
  public void initialise() {
    sampler =
        new ChunkSampler(
            spec,
            denoiser,
            first,
            width,
            new ChunkSampler.Memory(
                noise.byteBuffer(), condition.byteBuffer(), null, chunk.byteBuffer()));
  }

  @Override
  public void tick() {
    if (due.get(0) == 1 && !sampler.run()) {
      InferStage.fillNaN(chunk);
    }
  }

  @Override
  public void close() {
    if (sampler != null) {
      sampler.close();
    }
    denoiser.close();
  }
}
