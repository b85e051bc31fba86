package io.escapement.policy.stage;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.policy.asynchronous.Part;
import io.escapement.policy.bundle.SamplerSpec;
import io.escapement.policy.inference.InferenceModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Holds a sampler's denoiser against the chunk and the condition: by binding it once. */
final class SamplerCheck {

  private SamplerCheck() {}

  /**
   * Checks the sampler, if there is one.
   *
   * @param context bundle, robot and files
   * @param model gives the condition; stays the caller's
   * @param tensors its tensors
   * @return what does not fit
   */
  static List<Problem> problems(FormContext context, InferenceModel model, BoundModel tensors) {
    SamplerSpec spec = context.policy().bundle().sampler().orElse(null);
    if (spec == null) {
      return List.of();
    }
    String prefix = context.policy().prefix();
    try (InferenceModel denoiser = context.load(spec.model())) {
      SampledComputation sampled =
          new SampledComputation(
              prefix,
              new ModelComputation(prefix, model, tensors),
              denoiser,
              spec,
              context.policy().bundle().chunk().orElseThrow(),
              context.policy().actions().size());
      sampled.bind(memories(sampled.request()), memories(sampled.answer())).close();
      return List.of();
    } catch (PreflightException e) {
      return e.problems();
    }
  }

  private static List<ByteBuffer> memories(List<Part> parts) {
    return parts.stream()
        .map(
            part ->
                ByteBuffer.allocateDirect(Float.BYTES * part.size()).order(ByteOrder.nativeOrder()))
        .toList();
  }
}
