package io.escapement.policy.sampler;

import io.escapement.controller.config.PreflightException;
import io.escapement.policy.bundle.SamplerSpec;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Makes a chunk out of noise with a denoiser, bound to memory. Used by one thread at a time. */
public final class ChunkSampler implements InferenceBinding {

  /**
   * The memory that a sampler works on; floats in native order, direct buffers.
   *
   * @param noise as much as the sampler takes
   * @param condition what the denoiser is conditioned on
   * @param prefix what guides it, null for nothing
   * @param chunk receives the actions
   */
  public record Memory(
      ByteBuffer noise, ByteBuffer condition, PrefixMemory prefix, ByteBuffer chunk) {}

  /**
   * What is left of the chunk before, in normalised actions.
   *
   * @param leftOver its actions from the one at the time of the observation on, as many as a chunk
   *     has from its first usable one
   * @param numbers two floats: how many of them are executed whatever comes, and how many there are
   */
  public record PrefixMemory(ByteBuffer leftOver, ByteBuffer numbers) {}

  private final SamplerSpec spec;
  private final int first;
  private final int width;
  private final int size;
  private final Memory memory;
  private final FlowSchedule flow;
  private final DiffusionSchedule diffusion;
  private final ByteBuffer sample;
  private final ByteBuffer time;
  private final ByteBuffer output;
  private final boolean wholeTime;
  private final InferenceBinding denoiser;

  /**
   * Binds a denoiser.
   *
   * @param spec the sampler
   * @param model the loaded denoiser, which stays the caller's
   * @param first index of the chunk's first usable action
   * @param width number of elements of an action
   * @param memory what it works on
   * @throws PreflightException if the denoiser does not fit
   */
  public ChunkSampler(SamplerSpec spec, InferenceModel model, int first, int width, Memory memory) {
    this.spec = spec;
    this.first = first;
    this.width = width;
    this.memory = memory;
    this.size = memory.chunk().capacity() / Float.BYTES;
    boolean isFlow = spec.type() == SamplerSpec.Type.FLOW;
    FlowSchedule.Direction direction =
        spec.upwards() ? FlowSchedule.Direction.UP : FlowSchedule.Direction.DOWN;
    flow = isFlow ? new FlowSchedule(spec.steps(), direction) : null;
    diffusion =
        isFlow ? null : new DiffusionSchedule(spec.trainingSteps(), spec.steps(), spec.clip());
    SamplerSpec.Tensors names = spec.tensors();
    TensorInfo timeTensor = input(model, names.time());
    wholeTime = timeTensor.type() == TensorType.INT64;
    sample = buffer(Float.BYTES * size);
    output = buffer(Float.BYTES * size);
    time = buffer(wholeTime ? Long.BYTES : Float.BYTES);
    TensorInfo result =
        model
            .signature()
            .output(names.output())
            .orElseThrow(() -> missing("output", names.output(), model.signature().outputs()));
    denoiser =
        model.bind(
            List.of(
                bound(input(model, names.sample()), sample, size),
                bound(timeTensor, time, 1),
                bound(
                    input(model, names.condition()),
                    memory.condition(),
                    memory.condition().capacity() / Float.BYTES)),
            List.of(bound(result, output, size)));
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static TensorInfo input(InferenceModel model, String name) {
    return model
        .signature()
        .input(name)
        .orElseThrow(() -> missing("input", name, model.signature().inputs()));
  }

  private static PreflightException missing(String kind, String name, List<TensorInfo> all) {
    return PreflightException.at("sampler")
        .summary("the denoiser has no " + kind + " '" + name + "'")
        .expected("one of " + String.join(", ", all.stream().map(TensorInfo::name).toList()))
        .remedy("name it under sampler.inputs or sampler.output")
        .build();
  }

  private static TensorMemory bound(TensorInfo tensor, ByteBuffer memory, int elements) {
    return new TensorMemory(tensor.name(), memory, shape(tensor, elements));
  }

  /**
   * Fixes dynamic dimensions: the last one that is dynamic becomes what is left, the others 1.
   *
   * @param tensor a tensor of the denoiser
   * @param elements how many elements it is to have
   * @return its dimensions as they are bound
   */
  public static List<Long> shape(TensorInfo tensor, int elements) {
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    long known = 1;
    int open = -1;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] == TensorInfo.DYNAMIC) {
        open = i;
        shape[i] = 1;
      }
      known *= shape[i];
    }
    if (open >= 0 && elements % known == 0) {
      shape[open] = elements / known;
    }
    return Arrays.stream(shape).boxed().toList();
  }

  @Override
  public boolean run() {
    for (int i = 0; i < size; i++) {
      put(sample, i, get(memory.noise(), i));
    }
    for (int step = 0; step < spec.steps(); step++) {
      setTime(step);
      if (!denoiser.run()) {
        return false;
      }
      if (flow != null) {
        stepOfFlow(step);
      } else {
        stepOfDiffusion(step);
      }
    }
    for (int i = 0; i < size; i++) {
      put(memory.chunk(), i, get(sample, i));
    }
    return true;
  }

  private void setTime(int step) {
    double now = flow == null ? diffusion.time(step) : flow.time(step);
    if (wholeTime) {
      time.putLong(0, (long) now);
    } else {
      time.putFloat(0, (float) now);
    }
  }

  private void stepOfFlow(int step) {
    boolean guided = memory.prefix() != null;
    double strength =
        guided ? GuidanceWeight.at(flow.progress(step), spec.guidance().orElseThrow().cap()) : 0;
    for (int i = 0; i < size; i++) {
      double x = get(sample, i);
      double velocity = get(output, i);
      if (guided) {
        velocity = flow.guided(velocity, strength * missing(i, x, velocity, step));
      }
      put(sample, i, flow.next(x, velocity));
    }
  }

  /** What an element lacks of what was planned, weighted. The identity stands for the gradient. */
  private double missing(int element, double x, double velocity, int step) {
    int place = element / width - first;
    int committed = (int) get(memory.prefix().numbers(), 0);
    int planned = (int) get(memory.prefix().numbers(), 1);
    if (place < 0 || place >= planned) {
      return 0;
    }
    double weight =
        PrefixWeights.weight(spec.guidance().orElseThrow().schedule(), place, committed, planned);
    double wanted = get(memory.prefix().leftOver(), place * width + element % width);
    return weight * (wanted - flow.estimate(x, velocity, step));
  }

  private void stepOfDiffusion(int step) {
    int now = diffusion.time(step);
    for (int i = 0; i < size; i++) {
      double x = get(sample, i);
      double noise = get(output, i);
      double next =
          spec.type() == SamplerSpec.Type.DDIM
              ? diffusion.ddim(x, noise, now)
              : diffusion.ddpm(x, noise, get(memory.noise(), (step + 1) * size + i), now);
      put(sample, i, next);
    }
  }

  private static double get(ByteBuffer floats, int index) {
    return floats.getFloat(Float.BYTES * index);
  }

  private static void put(ByteBuffer floats, int index, double value) {
    floats.putFloat(Float.BYTES * index, (float) value);
  }

  @Override
  public String failure() {
    return denoiser.failure();
  }

  @Override
  public void close() {
    denoiser.close();
  }
}
