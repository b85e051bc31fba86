package io.escapement.policy.importer.leapp;

import io.escapement.controller.config.Origin;
import io.escapement.controller.config.Sha256;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.bundle.GoldenReader;
import io.escapement.policy.bundle.InputSpec;
import io.escapement.policy.bundle.ModelFile;
import io.escapement.policy.bundle.ModelTensors;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.Places;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.bundle.SafeTensors;
import io.escapement.policy.bundle.StateSpec;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.Findings;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.ImportedModel;
import io.escapement.policy.importer.Importer;
import io.escapement.policy.importer.KnownKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads bundles of LEAPP (Isaac Lab 3, GR00T, Isaac ROS Deploy) with one node: inputs by their kind
 * and element names, fed-back tensors as states with their first values, the result as targets.
 */
public final class LeappImporter implements Importer {

  private static final double NS = 1e9;

  /** Creates the importer; called by the service loader. */
  public LeappImporter() {}

  @Override
  public String name() {
    return "leapp";
  }

  @Override
  public boolean recognises(DescriptorFile file) {
    return file.hasKeys("models", "pipeline");
  }

  @Override
  public Imported read(ImportRequest request) {
    Path descriptor = request.descriptor();
    YamlNode root = YamlReader.read(descriptor, request.files());
    LeappNode node = LeappNode.read(root);
    Findings findings = new Findings(request);
    Optional<ImportedModel> model = model(request, node, findings);
    Optional<Long> periodNs = period(node, findings);
    Map<String, ObservationSpec> observed = observed(node, findings);
    List<StateSpec> states = states(request, node, findings);
    LeappActions actions = new LeappActions(node, findings);
    actions.read(
        model.map(one -> Origin.display(one.file().path())).orElse(""),
        model.map(one -> bytes(request, one)));
    model.ifPresent(one -> new LeappShapes(node, one).require());
    return findings.finish(
        () ->
            PolicyBundle.builder(
                    request.name().orElse(stem(descriptor).replaceAll("[^A-Za-z0-9_.-]", "-")))
                .model(model.orElseThrow().file())
                .tensors(tensors(node, observed, states, actions))
                .periodNs(periodNs.orElseThrow())
                .joints(actions.joints())
                .observations(List.of(observed.get(node.external().get(0))))
                .actions(List.of(actions.action()))
                .golden(
                    request
                        .golden()
                        .map(file -> GoldenReader.read(file, request.files()))
                        .orElse(null))
                .places(places(root, node))
                .build());
  }

  private static byte[] bytes(ImportRequest request, ImportedModel model) {
    return model.file().read(request.files(), new Places(request.place(), Map.of()));
  }

  private static String stem(Path file) {
    return String.valueOf(file.getFileName()).replaceAll("\\.ya?ml$", "");
  }

  /** The model lies beside the bundle's YAML, and must be the one that was exported with it. */
  private static Optional<ImportedModel> model(
      ImportRequest request, LeappNode node, Findings findings) {
    YamlNode path = node.parameters().get("model_path");
    if (request.model().isEmpty() && !ImportRequest.isModel(path.path())) {
      findings.missing(
          "model",
          "the ONNX file of the policy: the bundle has "
              + path.string()
              + ", exported for the backend "
              + node.parameters().optional("backend").map(YamlNode::shown).orElse("not said"),
          "policy.onnx");
      return Optional.empty();
    }
    Path file = request.model().orElseGet(path::path);
    findings.inferred("model", file.getFileName(), path);
    ImportedModel model = ImportedModel.of(request.withModel(file));
    Optional<YamlNode> hash = node.parameters().optional("sha256sum");
    if (hash.isPresent()) {
      String found = Sha256.of(bytes(request, model));
      if (!ModelFile.sha256(hash.get()).equals(found)) {
        throw hash.get()
            .preflight()
            .summary(Origin.display(file) + " is not the model that this bundle describes")
            .expected("sha256 " + hash.get().string())
            .found("sha256 " + found)
            .remedy("export the bundle again, or bring back its model")
            .build();
      }
      findings.inferred("sha256", found.substring(0, 12) + "...", hash.get());
    } else {
      findings.notice("the bundle has no sha256sum: whether the model is its own is not known");
    }
    return Optional.of(model);
  }

  private static Optional<Long> period(LeappNode node, Findings findings) {
    Optional<YamlNode> configs = node.pipeline().optional("configs");
    configs.ifPresent(known -> KnownKeys.refuseOthers(known, List.of("frequency")));
    Optional<YamlNode> frequency = configs.flatMap(one -> one.optional("frequency"));
    if (frequency.isEmpty()) {
      return findings.ask(
          "period",
          "the time between two inferences, since the bundle's configs have no frequency",
          "20ms",
          YamlNode::durationNs);
    }
    findings.inferred("period", "1 / " + frequency.get().string() + " Hz", frequency.get());
    return Optional.of(Math.round(NS / frequency.get().positive()));
  }

  private static Map<String, ObservationSpec> observed(LeappNode node, Findings findings) {
    if (node.external().isEmpty()) {
      throw node.pipeline().get("inputs").error().expected("at least one input").build();
    }
    LeappTerms terms = new LeappTerms(findings);
    Map<String, ObservationSpec> observed = new LinkedHashMap<>();
    for (String input : node.external()) {
      terms.of(node.port(node.inputs(), input)).ifPresent(term -> observed.put(input, term));
    }
    return observed;
  }

  private static List<StateSpec> states(ImportRequest request, LeappNode node, Findings findings) {
    Optional<YamlNode> named = node.pipeline().optional("initial_values");
    Optional<SafeTensors> first =
        named.map(file -> SafeTensors.read(file.path(), request.files(), Place.of(file)));
    List<StateSpec> states = new ArrayList<>();
    node.feedback()
        .forEach(
            (input, output) -> {
              LeappPort port = node.port(node.inputs(), input);
              node.port(node.outputs(), output);
              initial(port, node, first, named, findings)
                  .ifPresent(
                      values -> states.add(new StateSpec(input, output, values, Optional.empty())));
            });
    return states;
  }

  private static Optional<PerElement> initial(
      LeappPort port,
      LeappNode node,
      Optional<SafeTensors> file,
      Optional<YamlNode> named,
      Findings findings) {
    String key = node.name() + "/" + port.name();
    Optional<SafeTensors.Tensor> tensor = file.flatMap(one -> one.find(key));
    if (tensor.isEmpty()) {
      return findings.ask(
          port.name() + ".initial",
          "what this fed-back tensor holds first, since no file of initial values has \""
              + key
              + "\"",
          "0",
          value -> PerElement.of(value.number()));
    }
    if (tensor.get().values().size() != port.size()) {
      throw named
          .orElseThrow()
          .preflight()
          .summary("the first values of \"" + key + "\" do not fit the tensor")
          .expected(port.size() + " elements")
          .found(tensor.get().values().size() + ", of shape " + tensor.get().shape())
          .remedy("export the bundle again")
          .build();
    }
    findings.inferred("states." + port.name(), port.size() + " first values", named.orElseThrow());
    List<Double> values = tensor.get().values();
    boolean same = values.stream().distinct().count() == 1;
    return Optional.of(same ? PerElement.of(values.get(0)) : new PerElement(values));
  }

  private static ModelTensors tensors(
      LeappNode node,
      Map<String, ObservationSpec> observed,
      List<StateSpec> states,
      LeappActions actions) {
    Map<String, InputSpec> further = new LinkedHashMap<>();
    observed.forEach((input, term) -> further.put(input, new InputSpec.Observed(List.of(term))));
    String main = node.external().get(0);
    further.remove(main);
    return new ModelTensors(main, actions.target().name(), further, states, List.of());
  }

  private static Places places(YamlNode root, LeappNode node) {
    Map<String, Place> places = new HashMap<>();
    node.inputs().forEach((name, port) -> places.put("inputs." + name, Place.of(port.node())));
    places.put(
        "observations[0]", Place.of(node.port(node.inputs(), node.external().get(0)).node()));
    places.put("model", Place.of(node.parameters()));
    places.put("actions", Place.of(node.pipeline().get("outputs")));
    return new Places(Place.of(root), places);
  }
}
