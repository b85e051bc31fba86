package io.escapement.policy.stage;

import io.escapement.policy.asynchronous.Computation;
import io.escapement.policy.asynchronous.Part;
import io.escapement.policy.bundle.ChunkSpec;
import io.escapement.policy.bundle.SamplerSpec;
import io.escapement.policy.chunk.LeftOverStage;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.sampler.ChunkSampler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A model that gives a condition, and a sampler that makes a chunk of it. */
final class SampledComputation implements Computation {

  private final ModelComputation encoder;
  private final InferenceModel denoiser;
  private final SamplerSpec spec;
  private final ChunkSpec chunk;
  private final int width;
  private final String prefix;

  /**
   * Creates the computation, which closes both models.
   *
   * @param prefix of the policy's channels
   * @param encoder gives the condition as its first part
   * @param denoiser the loaded denoiser
   * @param spec the sampler
   * @param chunk what it makes
   * @param width number of elements of an action
   */
  SampledComputation(
      String prefix,
      ModelComputation encoder,
      InferenceModel denoiser,
      SamplerSpec spec,
      ChunkSpec chunk,
      int width) {
    this.prefix = prefix;
    this.encoder = encoder;
    this.denoiser = denoiser;
    this.spec = spec;
    this.chunk = chunk;
    this.width = width;
  }

  /** The encoder's parts, the noise, and what guides the sampler. */
  List<Part> request() {
    List<Part> parts = new ArrayList<>(encoder.request());
    parts.add(part(SamplerNoiseStage.NOISE, spec.noise(chunk.length() * width)));
    if (spec.guidance().isPresent()) {
      parts.add(part(LeftOverStage.LEFT_OVER, chunk.usable() * width));
      parts.add(part(LeftOverStage.PREFIX, 2));
    }
    return parts;
  }

  /** The encoder's parts and the chunk. */
  List<Part> answer() {
    List<Part> parts = new ArrayList<>(encoder.answer());
    parts.add(Part.of(SamplerStage.CHUNK, chunk.length() * width));
    return parts;
  }

  private Part part(String name, int size) {
    return new Part(name, size, prefix + name);
  }

  @Override
  public InferenceBinding bind(List<ByteBuffer> request, List<ByteBuffer> answer) {
    int encoded = encoder.request().size();
    ByteBuffer condition = answer.get(0);
    ChunkSampler.PrefixMemory guide =
        spec.guidance().isPresent()
            ? new ChunkSampler.PrefixMemory(request.get(encoded + 1), request.get(encoded + 2))
            : null;
    InferenceBinding encoding =
        encoder.bind(request.subList(0, encoded), answer.subList(0, answer.size() - 1));
    try {
      ChunkSampler sampling =
          new ChunkSampler(
              spec,
              denoiser,
              chunk.first(),
              width,
              new ChunkSampler.Memory(
                  request.get(encoded), condition, guide, answer.get(answer.size() - 1)));
      return new Sequence(encoding, sampling);
    } catch (RuntimeException e) {
      encoding.close();
      throw e;
    }
  }

  @Override
  public void close() {
    encoder.close();
    denoiser.close();
  }

  /** One after the other. */
  private record Sequence(InferenceBinding first, InferenceBinding second)
      implements InferenceBinding {

    @Override
    public boolean run() {
      return first.run() && second.run();
    }

    @Override
    public String failure() {
      return first.failure().isEmpty() ? second.failure() : first.failure();
    }

    @Override
    public void close() {
      second.close();
      first.close();
    }
  }
}
