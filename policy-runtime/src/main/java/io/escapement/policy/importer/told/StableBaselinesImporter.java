package io.escapement.policy.importer.told;

import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.Findings;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.ImportedModel;
import io.escapement.policy.importer.Importer;
import io.escapement.policy.inference.TensorInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads policies that Stable-Baselines3 exports as its documentation shows: an input {@code input},
 * and outputs without names of their own. PPO gives actions, values and log-probability, and the
 * runtime clips actions to the action space; SAC and TD3 give an action between -1 and 1 alone,
 * which the runtime maps to it. VecNormalize's statistics come as a file of their own.
 */
public final class StableBaselinesImporter implements Importer {

  private static final String RANGE = "action_range";

  private enum Algorithm {
    PPO,
    A2C,
    SAC,
    TD3,
    DDPG;

    boolean squashes() {
      return this != PPO && this != A2C;
    }
  }

  /** Creates the importer; called by the service loader. */
  public StableBaselinesImporter() {}

  @Override
  public String name() {
    return "sb3";
  }

  @Override
  public boolean recognises(DescriptorFile file) {
    return file.onnx()
        .filter(
            model ->
                model.inputNames().equals(List.of("input"))
                    && model.outputNames().stream().allMatch(name -> name.matches("[0-9]+")))
        .isPresent();
  }

  @Override
  public Imported read(ImportRequest request) {
    Findings findings = new Findings(request);
    ToldPolicy policy = new ToldPolicy(request, findings);
    statistics(request, policy, findings);
    Optional<ImportedModel> model = ImportedModel.orMissing(request, findings);
    Optional<Algorithm> algorithm =
        model
            .filter(one -> isActorCritic(one.summary().outputs()))
            .map(one -> threeOutputs(findings))
            .or(
                () ->
                    findings.ask(
                        "algorithm",
                        "the algorithm, since one output may be an action between -1 and 1 (sac,"
                            + " td3, ddpg) or one in the action space (ppo, a2c)",
                        "sac",
                        node -> node.oneOf(Algorithm.class)));
    policy.askForTheRest();
    Normalisers.ask(
        policy,
        findings,
        "sb3",
        "VecNormalize's statistics: {file: vec_normalize.pkl}, or \"none\" if the environment was"
            + " not wrapped in it");
    Optional<ActionRange> range =
        findings.ask(
            RANGE,
            "the limits of the action space (action_space.low and .high)",
            "[-1, 1]",
            ActionRange::read);
    Optional<String> input = model.map(one -> one.input(request, List.of("input", "obs")));
    Optional<String> output = model.map(one -> output(request, one));
    input.ifPresent(name -> findings.inferred("input", name, "the model's tensors"));
    output.ifPresent(
        name -> findings.inferred("output", name, "the model's first output, by position"));
    return findings.finish(
        () -> {
          if (algorithm.orElseThrow().squashes()) {
            range.orElseThrow().rescale(policy);
          } else {
            policy.fixed("raw_clip", range.orElseThrow().asBounds());
          }
          return policy.bundle(
              model.orElseThrow(), input.orElseThrow(), output.orElseThrow(), "sb3");
        });
  }

  private static void statistics(ImportRequest request, ToldPolicy policy, Findings findings) {
    if (request.descriptors().isEmpty()) {
      return;
    }
    Path file = request.descriptor();
    findings.inferred("normaliser", "family sb3, " + file.getFileName(), "the files given");
    policy.set(
        "normaliser",
        policy
            .node("{family: sb3}")
            .with("file", policy.node(ToldPolicy.quoted(file.toAbsolutePath().toString()))));
  }

  /** Position says what names do not, if the shapes agree: actions, values, log-probability. */
  private static boolean isActorCritic(List<TensorInfo> outputs) {
    return outputs.size() == 3 && isOneNumber(outputs.get(1)) && isOneNumber(outputs.get(2));
  }

  private static boolean isOneNumber(TensorInfo tensor) {
    return tensor.shape().stream().allMatch(size -> size == 1 || size == TensorInfo.DYNAMIC);
  }

  private static Algorithm threeOutputs(Findings findings) {
    findings.inferred(
        "algorithm", "ppo", "the model's three outputs: actions, values, log-probability");
    return Algorithm.PPO;
  }

  private static String output(ImportRequest request, ImportedModel model) {
    return request.output().isPresent()
        ? model.output(request, List.of())
        : model.summary().outputNames().get(0);
  }
}
