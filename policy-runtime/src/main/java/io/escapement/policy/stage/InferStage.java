package io.escapement.policy.stage;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.observation.Between;
import io.escapement.policy.observation.ObserveStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs the model on the ticks on which the policy is due; its tensors are channels themselves. If
 * the engine refuses, every output is NaN, and what follows is the same as for a model that gives
 * NaN. A model is not asked about an observation that is NaN somewhere: gated and recurrent
 * operators may answer with numbers, and a sensor's failure would pass unnoticed.
 *
 * <p>States are put back to their initial values at the first inference after a start or a reset.
 * After an inference that is not finite they stay as they were before it: one bad observation must
 * not poison a recurrent policy for good. Evaluations between two inferences leave them as well.
 */
public final class InferStage implements Stage {

  private final String name;
  private final InferenceModel model;
  private final BoundModel tensors;
  private final PolicyBundle bundle;
  private final I32Channel due;
  private final I32Channel inPeriod;
  private final I64Channel observations;
  private final F32Channel observation;
  private final F32Channel[] inputs;
  private final CarriedState[] states;
  private final F32Channel output;
  private final F32Channel[] outputs;
  private final RememberedTensor[] remembered;
  private final I64Channel calls;
  private InferenceBinding binding;

  /**
   * Creates the stage, which closes the model.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param model the loaded model
   * @param tensors its tensors and their channels
   * @param bundle what the inputs take at a start
   * @param labels one for each element of the output, or none
   */
  public InferStage(
      String prefix,
      InferenceModel model,
      BoundModel tensors,
      PolicyBundle bundle,
      List<String> labels) {
    this.name = Objects.requireNonNull(prefix, "prefix") + "infer";
    this.model = Objects.requireNonNull(model, "model");
    this.tensors = Objects.requireNonNull(tensors, "tensors");
    this.bundle = Objects.requireNonNull(bundle, "bundle");
    due = I32Channel.reading(prefix + "due", 1);
    inPeriod =
        bundle.evaluate().isPresent() ? I32Channel.reading(Between.inPeriod(prefix), 1) : null;
    observations = I64Channel.reading(prefix + ObserveStage.OBSERVATIONS, 1);
    observation = reading(tensors.observation());
    inputs = tensors.inputs().stream().map(InferStage::reading).toArray(F32Channel[]::new);
    states = tensors.states().stream().map(CarriedState::new).toArray(CarriedState[]::new);
    output =
        new F32Channel(
            ChannelSpec.boundary(
                    tensors.output().channel(), ChannelType.F32, tensors.output().size())
                .withLabels(labels));
    outputs = new F32Channel[tensors.outputs().size()];
    List<RememberedTensor> kept = new ArrayList<>();
    for (int i = 0; i < outputs.length; i++) {
      BoundTensor tensor = tensors.outputs().get(i);
      outputs[i] =
          new F32Channel(ChannelSpec.boundary(tensor.channel(), ChannelType.F32, tensor.size()));
      if (tensors.remembered().contains(tensor)) {
        kept.add(new RememberedTensor(prefix, tensor, outputs[i]));
      }
    }
    remembered = kept.toArray(RememberedTensor[]::new);
    calls = new I64Channel(ChannelSpec.memory(prefix + "calls", ChannelType.I64, 1));
  }

  private static F32Channel reading(BoundTensor tensor) {
    return F32Channel.reading(tensor.channel(), tensor.size());
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
    wiring.reads(observations);
    if (inPeriod != null) {
      wiring.reads(inPeriod);
    }
    wiring.reads(observation);
    for (F32Channel input : inputs) {
      wiring.reads(input);
    }
    for (CarriedState state : states) {
      state.declare(wiring);
    }
    wiring.writes(output);
    for (F32Channel further : outputs) {
      wiring.writes(further);
    }
    for (RememberedTensor tensor : remembered) {
      tensor.declare(wiring);
    }
    wiring.writes(calls);
  }

  @Override
  public void initialise() {
    List<TensorMemory> in = new ArrayList<>();
    List<TensorMemory> out = new ArrayList<>();
    in.add(tensors.observation().in(observation.byteBuffer()));
    for (int i = 0; i < inputs.length; i++) {
      in.add(tensors.inputs().get(i).in(inputs[i].byteBuffer()));
    }
    for (CarriedState state : states) {
      in.add(state.input());
      out.add(state.output());
      state.reset();
    }
    out.add(tensors.output().in(output.byteBuffer()));
    for (int i = 0; i < outputs.length; i++) {
      out.add(tensors.outputs().get(i).in(outputs[i].byteBuffer()));
    }
    binding = model.bind(in, out);
    if (remembered.length > 0) {
      rememberTheStart();
    }
  }

  private void rememberTheStart() {
    try (DetachedModel before = new DetachedModel(model, tensors, bundle)) {
      before.run();
      for (int i = 0; i < remembered.length; i++) {
        remembered[i].initialise(before.memory(tensors.remembered().get(i).tensor()));
      }
    }
  }

  @Override
  public void tick() {
    if (due.get(0) == 0) {
      return;
    }
    boolean between = inPeriod != null && inPeriod.get(0) == 0;
    if (observations.get(0) == 1 && !between) {
      for (CarriedState state : states) {
        state.reset();
      }
    }
    if (!asksForNumbers() || !binding.run()) {
      refuse();
    } else if (!between) {
      carryOver();
    }
    calls.set(0, calls.get(0) + 1);
  }

  /** A model that is asked rarely would be cold each time. */
  @Override
  public void prime() {
    if (due.get(0) == 0 && asksForNumbers()) {
      binding.run();
    }
  }

  /** Whether no input is NaN; the operators of an engine may turn such a one into a number. */
  private boolean asksForNumbers() {
    boolean numbers = !anyNaN(observation);
    for (F32Channel input : inputs) {
      numbers &= !anyNaN(input);
    }
    return numbers;
  }

  private static boolean anyNaN(F32Channel channel) {
    for (int i = 0; i < channel.count(); i++) {
      if (Float.isNaN(channel.get(i))) {
        return true;
      }
    }
    return false;
  }

  private void carryOver() {
    boolean finite = finite(output);
    for (CarriedState state : states) {
      finite &= state.finite();
    }
    if (finite) {
      for (CarriedState state : states) {
        state.carry();
      }
    }
    for (RememberedTensor tensor : remembered) {
      tensor.remember();
    }
  }

  private void refuse() {
    fillNaN(output);
    for (F32Channel further : outputs) {
      fillNaN(further);
    }
    for (CarriedState state : states) {
      state.refuse();
    }
  }

  static boolean finite(F32Channel channel) {
    for (int i = 0; i < channel.count(); i++) {
      if (!Float.isFinite(channel.get(i))) {
        return false;
      }
    }
    return true;
  }

  static void fillNaN(F32Channel channel) {
    for (int i = 0; i < channel.count(); i++) {
      channel.set(i, Float.NaN);
    }
  }

  /**
   * Why the engine refused for the first time.
   *
   * @return its message, empty if it never did; not for the loop's thread
   */
  public String failure() {
    return binding == null ? "" : binding.failure();
  }

  @Override
  public void close() {
    if (binding != null) {
      binding.close();
    }
    model.close();
  }
}
