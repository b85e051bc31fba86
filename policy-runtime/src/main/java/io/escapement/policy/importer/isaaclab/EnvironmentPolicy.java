package io.escapement.policy.importer.isaaclab;

import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.DefaultPose;
import io.escapement.policy.bundle.GoldenReader;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.ModelTensors;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.Places;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.bundle.StateSpec;
import io.escapement.policy.importer.Findings;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.ImportedModel;
import io.escapement.policy.importer.ObservationSize;
import io.escapement.policy.importer.RecurrentStates;
import io.escapement.policy.importer.ToldSizes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes a bundle of a model and of what is known of the environment that it was trained in. */
final class EnvironmentPolicy {

  private final ImportRequest request;
  private final Optional<ImportedModel> model;
  private final EnvironmentFacts facts;
  private final Optional<ReferenceMotion> motion;
  private final Optional<Optional<Double>> clipActions;
  private final Findings findings;
  private final Map<String, Place> places = new HashMap<>();
  private ToldSizes sizes;

  EnvironmentPolicy(
      ImportRequest request,
      Optional<ImportedModel> model,
      EnvironmentFacts facts,
      Optional<ReferenceMotion> motion,
      Optional<Optional<Double>> clipActions,
      Findings findings) {
    this.request = request;
    this.model = model;
    this.facts = facts;
    this.motion = motion;
    this.clipActions = clipActions;
    this.findings = findings;
  }

  Imported imported() {
    String input = tensor("input", "obs", one -> one.input(request, List.of("obs")));
    String output = tensor("output", "actions", one -> one.output(request, List.of("actions")));
    findings.inferred("period", facts.periodNs() / 1e6 + " ms", facts.periodNode());
    findings.inferred("joints", String.join(", ", facts.joints()), facts.root());
    findings.inferred("default_pose", facts.defaultPose(), facts.root());
    List<String> taken = new ArrayList<>(List.of(input));
    motion.ifPresent(reference -> taken.add(reference.input()));
    List<StateSpec> states =
        model.map(one -> RecurrentStates.of(one, taken, request, findings)).orElse(List.of());
    List<ObservationSpec> observations = observations(input);
    List<ActionSpec> actions = actions(output);
    for (String key : List.of("model", "sha256", "input", "output", "golden", "form")) {
      places.put(key, request.place());
    }
    places.put("period", Place.of(facts.periodNode()));
    places.put("actions", Place.of(facts.actionsNode()));
    return findings.finish(
        () ->
            PolicyBundle.builder(request.name().orElse("policy"))
                .model(model.orElseThrow().file())
                .tensors(
                    new ModelTensors(
                        input,
                        output,
                        motion.map(ReferenceMotion::inputs).orElse(Map.of()),
                        states,
                        motion.map(ReferenceMotion::outputs).orElse(List.of())))
                .periodNs(facts.periodNs())
                .joints(new JointSelection.Named(facts.joints()))
                .defaultPose(new DefaultPose.Listed(facts.defaultPose()))
                .velocityRange(facts.velocityRange().orElse(null))
                .observations(observations)
                .actions(actions)
                .golden(
                    request
                        .golden()
                        .map(file -> GoldenReader.read(file, request.files()))
                        .orElse(null))
                .places(new Places(Place.of(facts.root()), places))
                .build());
  }

  /** A tensor's name, which only the model tells; the usual one as long as there is none. */
  private String tensor(String key, String usual, Function<ImportedModel, String> name) {
    if (model.isEmpty()) {
      return usual;
    }
    String found = name.apply(model.get());
    findings.inferred(key, found, "the model");
    return found;
  }

  private List<ObservationSpec> observations(String input) {
    TermRules rules = new TermRules(findings, motion);
    rules.check(facts.terms());
    List<TermFacts> terms = sized(rules);
    Optional<Integer> modelSize =
        model.flatMap(one -> one.elements(summary -> summary.input(input)));
    List<ObservationSpec> specs = new ArrayList<>();
    List<ObservationSize.Part> parts = new ArrayList<>();
    for (TermFacts term : terms) {
      Optional<Integer> size = size(term, terms, modelSize);
      if (size.isEmpty()) {
        // The model, once it is there, may show it.
        if (model.isPresent()) {
          sizes.missing(term.name());
        }
        continue;
      }
      parts.add(new ObservationSize.Part(term.name(), size.get(), term.history().length()));
      for (ObservationSpec spec : rules.specs(term, size.get())) {
        String key = "observations[" + specs.size() + "]";
        places.put(key, Place.of(term.node()));
        findings.inferred(key, spec.term(), term.node());
        specs.add(withoutPolicyJoints(spec));
      }
    }
    if (parts.size() == terms.size()) {
      ObservationSize.check(Place.of(facts.observationsNode()), input, modelSize, parts);
    }
    return specs;
  }

  /** The terms with the sizes that the user says where the file does not. */
  private List<TermFacts> sized(TermRules rules) {
    sizes =
        new ToldSizes(
            findings,
            facts.terms().stream()
                .filter(term -> term.size().isEmpty())
                .map(TermFacts::name)
                .toList());
    return facts.terms().stream()
        .map(
            term ->
                term.size().isPresent()
                    ? term
                    : term.withSize(sizes.of(term.name()).or(() -> rules.size(term))))
        .toList();
  }

  /** A size that no file says is what the others leave of the model's input. */
  private Optional<Integer> size(
      TermFacts term, List<TermFacts> terms, Optional<Integer> modelSize) {
    if (term.size().isPresent() || modelSize.isEmpty()) {
      return term.size();
    }
    long unknown = terms.stream().filter(other -> other.size().isEmpty()).count();
    int known =
        terms.stream().mapToInt(other -> other.size().orElse(0) * other.history().length()).sum();
    int rest = modelSize.get() - known;
    int frames = term.history().length();
    if (unknown > 1 || rest <= 0 || rest % frames != 0) {
      return Optional.empty();
    }
    findings.inferred(
        "size of " + term.name(), rest / frames, "what the other terms leave of the model's input");
    return Optional.of(rest / frames);
  }

  private ObservationSpec withoutPolicyJoints(ObservationSpec spec) {
    boolean same =
        spec.joints().isPresent()
            && spec.joints().get().equals(new JointSelection.Named(facts.joints()));
    return same
        ? new ObservationSpec(
            spec.term(), spec.parameters(), Optional.empty(), spec.conditioning(), spec.history())
        : spec;
  }

  private List<ActionSpec> actions(String output) {
    int described = facts.actions().stream().mapToInt(action -> action.joints().size()).sum();
    ObservationSize.checkAction(
        Place.of(facts.actionsNode()),
        output,
        model.flatMap(one -> one.elements(summary -> summary.output(output))),
        described);
    if (clipActions.isEmpty()) {
      findings.notice(
          "agent.yaml's clip_actions is not among the files and taken to be null; otherwise say it:"
              + " with: {clip_actions: 1.0}");
    }
    Bounds rawClip =
        clipActions
            .flatMap(limit -> limit)
            .map(limit -> new Bounds(PerElement.of(-limit), PerElement.of(limit)))
            .orElse(Bounds.NONE);
    Gains gains = new Gains(facts, findings);
    List<ActionSpec> specs = new ArrayList<>();
    for (ActionFacts action : facts.actions()) {
      String key = "actions[" + specs.size() + "]";
      places.put(key, Place.of(action.node()));
      findings.inferred(key, action.type().name().toLowerCase(Locale.ROOT), action.node());
      specs.add(
          new ActionSpec(
              action.type(),
              action.joints().equals(facts.joints())
                  ? Optional.empty()
                  : Optional.of(new JointSelection.Named(action.joints())),
              action.scale(),
              Optional.of(action.offset()),
              rawClip,
              action.clip(),
              gains.stiffness(action),
              gains.damping(action)));
    }
    return specs;
  }
}
