package io.escapement.policy.importer.told;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.Findings;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.ImportedModel;
import io.escapement.policy.importer.Importer;
import java.util.List;
import java.util.Optional;

/**
 * Reads policies that rl_games exports: {@code obs -> mu, log_std, value}. The player clips mu to
 * -1 and 1 and maps it to the action space; whether the running statistics are inside the model
 * depends on how it was wrapped for the export.
 */
public final class RlGamesImporter implements Importer {

  private static final String RANGE = "action_range";
  private static final List<String> OUTPUTS = List.of("mu", "log_std", "value");

  /** Creates the importer; called by the service loader. */
  public RlGamesImporter() {}

  @Override
  public String name() {
    return "rl_games";
  }

  @Override
  public boolean recognises(DescriptorFile file) {
    return file.onnx().filter(model -> model.outputNames().containsAll(OUTPUTS)).isPresent();
  }

  @Override
  public Imported read(ImportRequest request) {
    Findings findings = new Findings(request);
    ToldPolicy policy = new ToldPolicy(request, findings);
    Optional<ImportedModel> model = ImportedModel.orMissing(request, findings);
    policy.askForTheRest();
    Normalisers.ask(
        policy,
        findings,
        "rl_games",
        "the running statistics (running_mean_std) of the observation: \"inside\" if the exported"
            + " model normalises itself, \"none\" if normalize_input was off, or a mapping with"
            + " mean and variance");
    Optional<Optional<ActionRange>> range =
        findings.ask(
            RANGE,
            "the limits of the action space, to which the player maps -1 and 1; \"none\" if it ran"
                + " with clip_actions: False",
            "[-1, 1]",
            RlGamesImporter::range);
    Optional<String> input = model.map(one -> one.input(request, List.of("obs")));
    Optional<String> output = model.map(one -> one.output(request, List.of("mu")));
    input.ifPresent(name -> findings.inferred("input", name, "the model's tensors"));
    output.ifPresent(name -> findings.inferred("output", name, "the model's tensors: the mean"));
    return findings.finish(
        () -> {
          range
              .orElseThrow()
              .ifPresent(
                  limits -> {
                    policy.fixed("raw_clip", "[-1, 1]");
                    limits.rescale(policy);
                  });
          return policy.bundle(
              model.orElseThrow(), input.orElseThrow(), output.orElseThrow(), "rl_games");
        });
  }

  private static Optional<ActionRange> range(YamlNode node) {
    return node.isScalar() && node.string().equals("none")
        ? Optional.empty()
        : Optional.of(ActionRange.read(node));
  }
}
