package io.escapement.policy.stage;

import io.escapement.controller.record.F32Channel;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.action.HoldStage;
import io.escapement.policy.asynchronous.AsynchronousInference;
import io.escapement.policy.asynchronous.CarriedTensor;
import io.escapement.policy.asynchronous.OffLoop;
import io.escapement.policy.bundle.ChunkSpec;
import io.escapement.policy.bundle.EvaluateSpec;
import io.escapement.policy.bundle.ExecutionSpec;
import io.escapement.policy.bundle.InputSpec;
import io.escapement.policy.bundle.NormaliserSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.bundle.SamplerSpec;
import io.escapement.policy.bundle.TensorChannel;
import io.escapement.policy.chunk.ChunkStage;
import io.escapement.policy.chunk.LeftOverStage;
import io.escapement.policy.head.HeadStage;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.observation.Between;
import io.escapement.policy.observation.Gate;
import io.escapement.policy.observation.ObservationTensor;
import io.escapement.policy.observation.ObserveStage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the stages of an ONNX policy together: observation, inference inline or beside the loop,
 * head, chunk, action.
 */
final class Composition {

  private final FormContext context;
  private final ResolvedPolicy policy;
  private final PolicyBundle bundle;
  private final InferenceModel model;
  private final BoundModel tensors;
  private final String prefix;
  private final List<String> labels;
  private final List<Stage> stages = new ArrayList<>();

  /** What asks beside the loop, or null. */
  private AsynchronousInference inference;

  /** Prefix of the channels in which inference gives what it computed. */
  private String from;

  private Composition(FormContext context, BoundModel tensors) {
    this.context = context;
    this.policy = context.policy();
    this.bundle = policy.bundle();
    this.model = context.model().orElseThrow();
    this.tensors = tensors;
    this.prefix = policy.prefix();
    this.labels = policy.actions().labels();
    this.from = prefix;
  }

  /**
   * Makes the parts.
   *
   * @param context bundle, robot and model
   * @param tensors the model's tensors
   * @return stages, and what runs beside the loop
   */
  static PolicyParts of(FormContext context, BoundModel tensors) {
    Composition composition = new Composition(context, tensors);
    Optional<OffLoop> offLoop = composition.observeAndInfer();
    composition.decode();
    return new PolicyParts(composition.stages, offLoop);
  }

  private Optional<OffLoop> observeAndInfer() {
    if (bundle.execution().isEmpty()) {
      observe(
          bundle
              .chunk()
              .filter(chunk -> chunk.critic().isPresent())
              .map(chunk -> new Gate(prefix + ChunkStage.WANTS, true, chunk.stepNs())));
      boolean labelled = tensors.output().size() == labels.size();
      stages.add(new InferStage(prefix, model, tensors, bundle, labelled ? labels : List.of()));
      bundle.sampler().ifPresent(this::sample);
      return Optional.empty();
    }
    inference = asynchronous(bundle.execution().get());
    stages.add(inference.answerStage());
    long stepNs = bundle.chunk().map(ChunkSpec::stepNs).orElse(bundle.periodNs());
    observe(Optional.of(new Gate(prefix + AsynchronousInference.FREE, false, stepNs)));
    from = prefix + AsynchronousInference.PREFIX;
    return Optional.of(inference);
  }

  private void sample(SamplerSpec spec) {
    ChunkSpec chunk = bundle.chunk().orElseThrow();
    stages.add(
        new SamplerStage(
            prefix,
            spec,
            context.load(spec.model()),
            tensors.output(),
            chunk.first(),
            chunk.length(),
            labels.size()));
  }

  private void observe(Optional<Gate> gate) {
    List<ObservationTensor> observed = new ArrayList<>();
    observed.add(
        ObservationTensor.main(
            prefix, policy.layout(), bundle.normaliser().map(NormaliserSpec::normaliser)));
    policy
        .furtherLayouts()
        .forEach((input, layout) -> observed.add(ObservationTensor.further(prefix, input, layout)));
    stages.add(
        new ObserveStage(
            prefix,
            observed,
            bundle.periodNs(),
            context.options().controlPeriodNs(),
            context.options().reset(),
            gate,
            bundle.evaluate().map(this::between)));
    for (BoundTensor input : tensors.inputs()) {
      InputSpec spec = bundle.tensors().inputs().get(input.tensor());
      if (!(spec instanceof InputSpec.Observed)) {
        stages.add(new ModelInputStage(prefix, input, spec, bundle));
      }
    }
    int rows = bundle.chunk().map(ChunkSpec::length).orElse(1);
    bundle
        .sampler()
        .ifPresent(
            spec ->
                stages.add(
                    new SamplerNoiseStage(
                        prefix, spec.noise(rows * labels.size()), bundle.seed())));
  }

  private Between between(EvaluateSpec spec) {
    return new Between(prefix, spec.periodNs(), spec.averages() ? labels : List.of());
  }

  private AsynchronousInference asynchronous(ExecutionSpec spec) {
    ModelComputation encoder = new ModelComputation(prefix, model, tensors);
    if (bundle.sampler().isEmpty()) {
      return new AsynchronousInference(
          prefix, spec, encoder, encoder.request(), encoder.answer(), carried());
    }
    SamplerSpec sampler = bundle.sampler().get();
    SampledComputation sampled =
        new SampledComputation(
            prefix,
            encoder,
            context.load(sampler.model()),
            sampler,
            bundle.chunk().orElseThrow(),
            labels.size());
    return new AsynchronousInference(
        prefix, spec, sampled, sampled.request(), sampled.answer(), carried());
  }

  private List<CarriedTensor> carried() {
    List<CarriedTensor> carried = new ArrayList<>();
    for (BoundModel.State state : tensors.states()) {
      F32Channel output = F32Channel.reading(answer(tensors.output()), tensors.output().size());
      carried.add(new AnsweredState(state, answer(state.output()), output));
    }
    if (!tensors.remembered().isEmpty()) {
      try (DetachedModel before = new DetachedModel(model, tensors, bundle)) {
        before.run();
        for (BoundTensor tensor : tensors.remembered()) {
          ByteBuffer start = before.memory(tensor.tensor());
          carried.add(new AnsweredMemory(prefix, tensor, answer(tensor), start));
        }
      }
    }
    return carried;
  }

  /** Name of the channel in which answers bring a tensor. */
  private String answer(BoundTensor tensor) {
    return prefix + AsynchronousInference.PREFIX + tensor.channel().substring(prefix.length());
  }

  private void decode() {
    String due = from + "due";
    String action = from + (bundle.sampler().isPresent() ? SamplerStage.CHUNK : "output");
    if (bundle.head().isPresent()) {
      int rows = bundle.chunk().map(ChunkSpec::length).orElse(1);
      stages.add(new HeadStage(prefix, from, bundle.head().get(), rows, labels, bundle.seed()));
      action = prefix + "head/action";
    }
    Optional<String> fresh = Optional.empty();
    if (bundle.chunk().isPresent()) {
      chunk(bundle.chunk().get(), action);
      due = prefix + ChunkStage.DUE;
      action = prefix + ChunkStage.ACTION;
      fresh = Optional.of(prefix + ChunkStage.VALID);
    }
    if (inference != null) {
      // After the chunk that an answer has just brought: what is left over is left of that.
      bundle.sampler().flatMap(SamplerSpec::guidance).ifPresent(guidance -> leftOver());
      stages.add(inference.requestStage());
    }
    stages.addAll(context.actionStages(new HoldStage.From(due, action, fresh)));
  }

  private void leftOver() {
    stages.add(
        new LeftOverStage(
            prefix,
            bundle.chunk().orElseThrow(),
            labels.size(),
            context.options().controlPeriodNs(),
            prefix + AsynchronousInference.DELAY_NS));
  }

  private void chunk(ChunkSpec spec, String actions) {
    boolean inline = bundle.execution().isEmpty();
    stages.add(
        new ChunkStage(
            prefix,
            spec,
            labels,
            context.options().controlPeriodNs(),
            new ChunkStage.From(
                from + "due",
                actions,
                inline ? Optional.empty() : Optional.of(prefix + AsynchronousInference.SOURCE_NS),
                spec.critic().map(tensor -> from + "output/" + TensorChannel.name(tensor)))));
  }
}
