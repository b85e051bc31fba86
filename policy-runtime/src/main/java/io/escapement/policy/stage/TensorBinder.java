package io.escapement.policy.stage;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.policy.bundle.InputSpec;
import io.escapement.policy.bundle.ModelTensors;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.bundle.StateSpec;
import io.escapement.policy.bundle.TensorChannel;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorType;
import io.escapement.policy.observation.ObservationLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds a model's signature against a bundle on a robot, tensor by tensor. */
final class TensorBinder {

  /** In place of a number of elements: whatever the model says. */
  static final int ANY_SIZE = -1;

  /** 64 MiB, of which every tick's record has a copy. */
  private static final long MOST_ELEMENTS = 1 << 24;

  private final ModelSignature signature;
  private final PolicyBundle bundle;
  private final ResolvedPolicy policy;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final Set<String> supplied = new HashSet<>();

  private TensorBinder(ModelSignature signature, ResolvedPolicy policy) {
    this.signature = signature;
    this.bundle = policy.bundle();
    this.policy = policy;
  }

  /**
   * Binds.
   *
   * @param signature the model's
   * @param policy the bundle on the robot
   * @param expected what the main output must have
   * @param further names of further outputs that the parts of the policy read, each with the key
   *     that names it
   * @return the tensors
   * @throws PreflightException with everything that does not fit
   */
  static BoundModel bind(
      ModelSignature signature,
      ResolvedPolicy policy,
      ExpectedOutput expected,
      Map<String, String> further) {
    return new TensorBinder(signature, policy).bind(expected, further);
  }

  private BoundModel bind(ExpectedOutput expected, Map<String, String> further) {
    String prefix = policy.prefix();
    ModelTensors tensors = bundle.tensors();
    BoundTensor observation =
        observed(bundle.input(), policy.layout(), place("input"), prefix + "observation");
    BoundTensor output =
        bound(
            signature.outputs(),
            bundle.output(),
            expected.size(),
            expected.meaning(),
            place("output"),
            prefix + "output");
    List<BoundTensor> inputs = new ArrayList<>();
    tensors.inputs().forEach((name, spec) -> inputs.add(input(name, spec)));
    List<BoundModel.State> states = tensors.states().stream().map(this::state).toList();
    Set<String> outputNames = new LinkedHashSet<>(tensors.remembered());
    outputNames.addAll(further.keySet());
    outputNames.remove(bundle.output());
    // Those of states are bound already, and can be read as well.
    tensors.states().forEach(state -> outputNames.remove(state.output()));
    List<BoundTensor> outputs = new ArrayList<>();
    for (String name : outputNames) {
      outputs.add(
          bound(
              signature.outputs(),
              name,
              ANY_SIZE,
              "",
              place(further.getOrDefault(name, "outputs." + name)),
              prefix + "output/" + TensorChannel.name(name)));
    }
    refuseOtherInputs();
    refuseSecondUses();
    if (!problems.isEmpty()) {
      throw new PreflightException(problems);
    }
    List<BoundTensor> remembered =
        outputs.stream().filter(one -> tensors.remembered().contains(one.tensor())).toList();
    return new BoundModel(observation, output, inputs, states, outputs, remembered, notices);
  }

  private BoundTensor observed(String name, ObservationLayout layout, Place place, String channel) {
    String table = String.join("\n  ", layout.table());
    supply(name, place);
    return bound(
        signature.inputs(),
        name,
        layout.size(),
        layout.size() + " elements, one for each of the observation:\n  " + table + "\n ",
        place,
        channel);
  }

  private BoundTensor input(String name, InputSpec spec) {
    Place place = place("inputs." + name);
    if (spec instanceof InputSpec.Observed) {
      ObservationLayout layout = policy.furtherLayouts().get(name);
      return observed(
          name, layout, place, policy.prefix() + "observation/" + TensorChannel.name(name));
    }
    supply(name, place);
    BoundTensor tensor =
        bound(
            signature.inputs(),
            name,
            ANY_SIZE,
            "",
            place,
            policy.prefix() + "input/" + TensorChannel.name(name));
    if (spec instanceof InputSpec.Constant constant) {
      demandFitting(constant.values(), tensor, "the values do not fit the input", place);
    }
    return tensor;
  }

  private BoundModel.State state(StateSpec spec) {
    Place place = place("states." + spec.input());
    supply(spec.input(), place);
    BoundTensor input =
        bound(
            signature.inputs(),
            spec.input(),
            ANY_SIZE,
            "",
            place,
            policy.prefix() + "state/" + TensorChannel.name(spec.input()));
    BoundTensor output =
        bound(
            signature.outputs(),
            spec.output(),
            signature.input(spec.input()).isPresent() ? input.size() : ANY_SIZE,
            "the " + input.size() + " elements of the input " + spec.input(),
            place,
            policy.prefix() + "output/" + TensorChannel.name(spec.output()));
    demandFitting(spec.initial(), input, "the initial values do not fit the state", place);
    return new BoundModel.State(spec, input, output);
  }

  /** Of a tensor that the model lacks, only that is said. */
  private void demandFitting(PerElement values, BoundTensor tensor, String summary, Place place) {
    if (signature.input(tensor.tensor()).isPresent() && !values.fits(tensor.size())) {
      problems.add(
          place
              .preflight()
              .summary(summary)
              .expected("one for all elements, or " + tensor.size())
              .found(Integer.toString(values.values().size()))
              .problem());
    }
  }

  private void supply(String input, Place place) {
    if (!supplied.add(input)) {
      problems.add(
          place
              .preflight()
              .summary("two things supply the model's input " + input)
              .expected("each input once, under input, inputs or states")
              .problem());
    }
  }

  /** An output stands in one channel, and so has one use beside being read by the head. */
  private void refuseSecondUses() {
    Set<String> states = new HashSet<>();
    for (StateSpec state : bundle.tensors().states()) {
      if (state.output().equals(bundle.output()) || !states.add(state.output())) {
        secondUse(
            "states." + state.input(), state.output(), "give each state an output of its own");
      }
    }
    for (String remembered : bundle.tensors().remembered()) {
      if (remembered.equals(bundle.output())) {
        secondUse(
            "outputs." + remembered,
            remembered,
            "observe the action with the term previous_action");
      } else if (states.contains(remembered)) {
        secondUse("outputs." + remembered, remembered, "a state is remembered as it is");
      }
    }
  }

  private void secondUse(String key, String output, String remedy) {
    problems.add(
        place(key)
            .preflight()
            .summary("the model's output " + output + " has a use already")
            .remedy(remedy)
            .problem());
  }

  private void refuseOtherInputs() {
    for (TensorInfo other : signature.inputs()) {
      if (!supplied.contains(other.name()) && signature.input(bundle.input()).isPresent()) {
        problems.add(
            place("input")
                .preflight()
                .summary("nothing supplies the model's input " + other)
                .expected("each input of the model under input, inputs or states")
                .remedy(
                    "say what it takes: \"states: {"
                        + other.name()
                        + ": {from: OUTPUT}}\" for a recurrent state, or \"inputs: {"
                        + other.name()
                        + ": ...}\"")
                .problem());
      }
    }
  }

  private BoundTensor bound(
      List<TensorInfo> all, String name, int size, String expected, Place place, String channel) {
    Optional<TensorInfo> tensor =
        all.stream().filter(candidate -> candidate.name().equals(name)).findFirst();
    if (tensor.isEmpty()) {
      problems.add(
          place
              .preflight()
              .summary("the model has no such tensor")
              .expected(
                  "one of " + all.stream().map(TensorInfo::name).collect(Collectors.joining(", ")))
              .found('"' + name + '"')
              .problem());
      return new BoundTensor(name, List.of(), channel);
    }
    if (tensor.get().type() != TensorType.FLOAT32) {
      problems.add(
          place
              .preflight()
              .summary("the tensor's elements are of another type")
              .expected("float32")
              .found(tensor.get().typeAndShape())
              .problem());
      return new BoundTensor(name, List.of(), channel);
    }
    return new BoundTensor(name, shape(tensor.get(), size, expected, place), channel);
  }

  /** Fixes dynamic dimensions: the last becomes what is needed, the others 1. */
  private List<Long> shape(TensorInfo tensor, int size, String expected, Place place) {
    List<Long> shape = new ArrayList<>(tensor.shape());
    int last = shape.size() - 1;
    long others = 1;
    for (int i = 0; i < last; i++) {
      if (shape.get(i) == TensorInfo.DYNAMIC) {
        shape.set(i, 1L);
      }
      others *= Math.max(1, Math.min(shape.get(i), MOST_ELEMENTS));
    }
    if (last >= 0 && shape.get(last) == TensorInfo.DYNAMIC) {
      boolean divides = size != ANY_SIZE && size % others == 0;
      shape.set(last, divides ? size / others : 1L);
    }
    if (tensor.dynamic()) {
      notices.add(tensor + " is bound as " + shape);
    }
    if (!sizeIn(shape)) {
      problems.add(
          place
              .preflight()
              .summary("the tensor has no size that a tick can carry")
              .expected("1 to " + MOST_ELEMENTS + " elements")
              .found(tensor.typeAndShape())
              .problem());
      return List.of();
    }
    if (size != ANY_SIZE && shape.stream().reduce(1L, Math::multiplyExact) != size) {
      problems.add(
          place
              .preflight()
              .summary("the tensor does not have the policy's size")
              .expected(expected)
              .found(tensor.typeAndShape())
              .remedy(
                  "describe what the model was trained with, or name the model of this description")
              .problem());
    }
    return shape;
  }

  private static boolean sizeIn(List<Long> shape) {
    long size = 1;
    for (long dimension : shape) {
      if (dimension < 1 || dimension > MOST_ELEMENTS / size) {
        return false;
      }
      size *= dimension;
    }
    return true;
  }

  private Place place(String key) {
    return bundle.places().of(key);
  }
}
