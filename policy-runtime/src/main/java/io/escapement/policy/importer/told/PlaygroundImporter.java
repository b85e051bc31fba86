package io.escapement.policy.importer.told;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.Findings;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.ImportedModel;
import io.escapement.policy.importer.Importer;
import io.escapement.policy.importer.KnownKeys;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads policies that brax trained in MuJoCo Playground or in an offspring such as Open Duck: the
 * model normalises its observation and squashes its action itself, a target is {@code scale a +
 * default}, and the environment's {@code config.json} says a little more where it lies beside it.
 */
public final class PlaygroundImporter implements Importer {

  private static final List<String> KEYS =
      List.of(
          "ctrl_dt",
          "action_repeat",
          "action_scale",
          "Kp",
          "Kd",
          "command_config",
          "lin_vel_x",
          "lin_vel_y",
          "ang_vel_yaw",
          // What only training uses.
          "sim_dt",
          "episode_length",
          "history_len",
          "soft_joint_pos_limit_factor",
          "noise_config",
          "reward_config",
          "pert_config",
          "push_config",
          "impl",
          "naconmax",
          "nconmax",
          "njmax");

  /** Creates the importer; called by the service loader. */
  public PlaygroundImporter() {}

  @Override
  public String name() {
    return "playground";
  }

  @Override
  public boolean recognises(DescriptorFile file) {
    return file.hasKeys("ctrl_dt", "action_scale")
        || file.onnx()
            .filter(
                model ->
                    model.inputNames().equals(List.of("obs"))
                        && model.outputNames().equals(List.of("continuous_actions")))
            .isPresent();
  }

  @Override
  public Imported read(ImportRequest request) {
    Findings findings = new Findings(request);
    ToldPolicy policy = new ToldPolicy(request, findings);
    if (!request.descriptors().isEmpty()) {
      environment(YamlReader.read(request.descriptor(), request.files()), policy, findings);
    }
    Optional<ImportedModel> model = ImportedModel.orMissing(request, findings);
    findings.inferred("offset", "default_pose", "the tool's source: target = scale a + default");
    policy.fixed("offset", "default_pose");
    policy.fixed("type", "joint_position");
    policy.askForTheRest();
    Optional<String> input = model.map(one -> one.input(request, List.of("obs")));
    Optional<String> output = model.map(one -> one.output(request, List.of("continuous_actions")));
    input.ifPresent(name -> findings.inferred("input", name, "the model's tensors"));
    output.ifPresent(name -> findings.inferred("output", name, "the model's tensors"));
    return findings.finish(
        () ->
            policy.bundle(
                model.orElseThrow(), input.orElseThrow(), output.orElseThrow(), "playground"));
  }

  private static void environment(YamlNode config, ToldPolicy policy, Findings findings) {
    KnownKeys.refuseOthers(config, KEYS);
    YamlNode dt = config.get("ctrl_dt");
    dt.positive();
    int repeat = config.optional("action_repeat").map(node -> node.integer(1, 1000)).orElse(1);
    BigDecimal ms =
        new BigDecimal(dt.string()).multiply(BigDecimal.valueOf(repeat)).movePointRight(3);
    policy.fromFile("period", policy.node(ms.toPlainString() + "ms"), dt);
    policy.fromFile("scale", config.get("action_scale"), config.get("action_scale"));
    config.optional("Kp").ifPresent(gain -> policy.fromFile("stiffness", gain, gain));
    config
        .optional("Kd")
        .ifPresent(
            gain ->
                findings.notice(
                    "Kd of the environment, "
                        + gain.shown()
                        + ", is the joints' own damping in its model: say damping: 0 for a robot"
                        + " whose model has it, otherwise that number"));
    velocity(config, policy);
  }

  /**
   * The greatest commands in training, in either of the two ways in which environments say them.
   */
  private static void velocity(YamlNode config, ToldPolicy policy) {
    Optional<YamlNode> amplitudes = config.optional("command_config.a");
    if (amplitudes.isPresent()) {
      double[] most = amplitudes.get().doubles(3);
      policy.fromFile(
          "velocity",
          policy.node(
              String.format(
                  Locale.ROOT,
                  "{vx: [-%1$s, %1$s], vy: [-%2$s, %2$s], wz: [-%3$s, %3$s]}",
                  most[0],
                  most[1],
                  most[2])),
          amplitudes.get());
    } else if (config.has("lin_vel_x") && config.has("lin_vel_y") && config.has("ang_vel_yaw")) {
      YamlNode ranges =
          policy
              .node("{}")
              .with("vx", config.get("lin_vel_x"))
              .with("vy", config.get("lin_vel_y"))
              .with("wz", config.get("ang_vel_yaw"));
      policy.fromFile("velocity", ranges, config.get("lin_vel_x"));
    }
  }
}
