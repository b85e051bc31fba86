package io.escapement.policy.bundle;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.ResolvedYaml;
import io.escapement.controller.config.Sha256;
import io.escapement.policy.normaliser.ObservationStatistics;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a bundle in its native form, so that what was imported can be read and edited. */
public final class BundleWriter {

  private final Path folder;
  private final StringBuilder text = new StringBuilder();

  private BundleWriter(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Writes a bundle as YAML.
   *
   * @param bundle the bundle
   * @param folder where the file will lie; paths are written relative to it
   * @param files where the model comes from, if its hash is not known yet
   * @return the text of {@code policy.yaml}, which reads back as an equal bundle
   */
  public static String write(PolicyBundle bundle, Path folder, FileSource files) {
    BundleWriter writer = new BundleWriter(folder);
    writer.write(bundle, files);
    return writer.text.toString();
  }

  private void write(PolicyBundle bundle, FileSource files) {
    line("name: " + quoted(bundle.name()));
    if (bundle.formSettings().isPresent()) {
      line("form:");
      ResolvedYaml.write(bundle.formSettings().get())
          .lines()
          .forEach(written -> line("  " + written));
    } else if (!bundle.form().equals(PolicyBundle.FEEDFORWARD)) {
      line("form: " + bundle.form());
    }
    if (bundle.model().isPresent()) {
      ModelFile model = bundle.model().get();
      line("model: " + quoted(path(model.path())));
      line(
          "sha256: "
              + quoted(
                  model.sha256().orElseGet(() -> Sha256.of(model.read(files, bundle.places())))));
      line("input: " + quoted(bundle.input()));
      line("output: " + quoted(bundle.output()));
      tensors(bundle.tensors());
    }
    line("period: " + bundle.periodNs() + "ns");
    line("joints: " + joints(bundle.joints()));
    if (bundle.defaultPose() instanceof DefaultPose.Listed listed) {
      line("default_pose: " + list(listed.positions()));
    } else if (bundle.defaultPose() instanceof DefaultPose.Named named) {
      line("default_pose:");
      named.positions().forEach((joint, at) -> line("  " + quoted(joint) + ": " + number(at)));
    }
    bundle.velocityRange().ifPresent(this::commands);
    if (!bundle.observations().isEmpty()) {
      line("observations:");
      bundle.observations().forEach(term -> observation(term, "  "));
    }
    bundle.normaliser().ifPresent(this::normaliser);
    bundle.head().ifPresent(head -> line("head: " + HeadWriter.mapping(head)));
    line("actions:");
    bundle.actions().forEach(this::action);
    if (bundle.seed() != 0) {
      line("seed: " + bundle.seed());
    }
    if (bundle.unnamedPassive()) {
      line("unnamed: passive");
    }
    bundle
        .evaluate()
        .ifPresent(
            spec ->
                line(
                    "evaluate: {period: "
                        + spec.periodNs()
                        + "ns, previous_action: "
                        + word(spec.previousAction())
                        + "}"));
    bundle.chunk().ifPresent(chunk -> ChunkWriter.chunk(chunk).forEach(this::line));
    bundle.sampler().ifPresent(spec -> sampler(spec, bundle.places(), files));
    bundle.execution().ifPresent(spec -> ChunkWriter.execution(spec).forEach(this::line));
    bundle.golden().ifPresent(this::golden);
  }

  private void sampler(SamplerSpec spec, Places places, FileSource files) {
    ModelFile model = spec.model();
    String sha256 = model.sha256().orElseGet(() -> Sha256.of(model.read(files, places)));
    ChunkWriter.sampler(spec, quoted(path(model.path())), quoted(sha256)).forEach(this::line);
  }

  private void commands(VelocityRange range) {
    double[] low = range.bounds().low().expand(3);
    double[] high = range.bounds().high().expand(3);
    line("commands:");
    line("  velocity:");
    List<String> axes = List.of("vx", "vy", "wz");
    for (int i = 0; i < 3; i++) {
      line("    " + axes.get(i) + ": " + list(List.of(low[i], high[i])));
    }
  }

  private void tensors(ModelTensors tensors) {
    if (!tensors.inputs().isEmpty()) {
      line("inputs:");
      tensors.inputs().forEach(this::input);
    }
    if (!tensors.states().isEmpty()) {
      line("states:");
      for (StateSpec state : tensors.states()) {
        line(
            "  "
                + quoted(state.input())
                + ": {from: "
                + quoted(state.output())
                + ", initial: "
                + initial(state)
                + "}");
      }
    }
    if (!tensors.remembered().isEmpty()) {
      line("outputs:");
      tensors.remembered().forEach(tensor -> line("  " + quoted(tensor) + ": {remember: true}"));
    }
  }

  private String initial(StateSpec state) {
    return state
        .source()
        .map(
            source ->
                "{file: "
                    + quoted(path(source.file()))
                    + ", tensor: "
                    + quoted(source.tensor())
                    + "}")
        .orElseGet(() -> numbers(state.initial()));
  }

  private void input(String tensor, InputSpec spec) {
    String key = "  " + quoted(tensor) + ": ";
    if (spec instanceof InputSpec.Clock clock) {
      line(
          key
              + "{clock: {start: "
              + number(clock.start())
              + ", step: "
              + number(clock.step())
              + ", last: "
              + number(clock.last())
              + "}}");
    } else if (spec instanceof InputSpec.Constant constant) {
      line(key + "{value: " + numbers(constant.values()) + "}");
    } else if (spec instanceof InputSpec.Observed observed) {
      line(key.stripTrailing());
      line("    observations:");
      observed.observations().forEach(term -> observation(term, "      "));
    } else {
      line(key + "{noise: normal}");
    }
  }

  private void observation(ObservationSpec spec, String indent) {
    line(indent + "- term: " + spec.term());
    String inner = indent + "  ";
    spec.parameters().forEach((key, value) -> line(inner + key + ": " + quoted(value)));
    spec.joints().ifPresent(joints -> line(inner + "joints: " + joints(joints)));
    Conditioning numbers = spec.conditioning();
    perElement(inner + "scale", numbers.scale(), PerElement.ONE);
    perElement(inner + "offset", numbers.offset(), PerElement.ZERO);
    bounds(inner + "raw_clip", numbers.rawClip());
    bounds(inner + "clip", numbers.clip());
    if (spec.history().delay() > 0) {
      line(inner + "delay: " + spec.history().delay());
    }
    if (spec.history().length() > 1) {
      line(
          inner
              + "history: {length: "
              + spec.history().length()
              + ", order: "
              + word(spec.history().order())
              + ", stacking: "
              + word(spec.history().stacking())
              + "}");
    }
  }

  private void action(ActionSpec spec) {
    line("  - type: " + word(spec.type()));
    spec.joints().ifPresent(joints -> line("    joints: " + joints(joints)));
    line("    scale: " + numbers(spec.scale()));
    boolean residual = spec.type() == ActionSpec.Type.RESIDUAL;
    if (!residual) {
      line("    offset: " + spec.offset().map(BundleWriter::numbers).orElse("default_pose"));
    }
    bounds("    raw_clip", spec.rawClip());
    bounds("    clip", spec.clip());
    if (!residual) {
      line("    stiffness: " + numbers(spec.stiffness()));
      line("    damping: " + numbers(spec.damping()));
    }
  }

  private void normaliser(NormaliserSpec spec) {
    line("normaliser:");
    line("  family: " + word(spec.family()));
    if (spec.file().isPresent()) {
      line("  file: " + quoted(path(spec.file().get())));
    } else {
      ObservationStatistics statistics = spec.statistics();
      line("  mean: " + list(statistics.mean()));
      line("  " + word(statistics.measure()) + ": " + list(statistics.spread()));
    }
    line("  epsilon: " + number(spec.epsilon()));
    line("  clip: " + number(spec.clip()));
  }

  private void golden(GoldenVectors golden) {
    if (golden.file().isPresent()) {
      line("golden: " + quoted(path(golden.file().get())));
      return;
    }
    line("golden:");
    line("  tolerance: " + number(golden.tolerance()));
    line("  cases:");
    for (GoldenVectors.Case one : golden.cases()) {
      line("    - observation: " + list(one.observation()));
      line("      action: " + list(one.action()));
    }
  }

  private void perElement(String key, PerElement value, PerElement neutral) {
    if (!value.equals(neutral)) {
      line(key + ": " + numbers(value));
    }
  }

  private void bounds(String key, Bounds bounds) {
    if (!bounds.equals(Bounds.NONE)) {
      line(key + ": " + pairs(bounds));
    }
  }

  static String pairs(Bounds bounds) {
    int count = Math.max(bounds.low().values().size(), bounds.high().values().size());
    double[] low = bounds.low().expand(count);
    double[] high = bounds.high().expand(count);
    String pairs =
        IntStream.range(0, count)
            .mapToObj(i -> list(List.of(low[i], high[i])))
            .collect(Collectors.joining(", "));
    return count == 1 ? pairs : "[" + pairs + "]";
  }

  private static String joints(JointSelection selection) {
    if (selection instanceof JointSelection.OfActuators actuators) {
      return actuators.indices().stream()
          .map(Object::toString)
          .collect(Collectors.joining(", ", "{actuators: [", "]}"));
    }
    return ((JointSelection.Named) selection)
        .names().stream().map(BundleWriter::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private String path(Path file) {
    boolean near = Objects.equals(folder.getRoot(), file.getRoot());
    return near ? folder.relativize(file).toString() : file.toString();
  }

  static String numbers(PerElement value) {
    return value.values().size() == 1 ? number(value.values().get(0)) : list(value.values());
  }

  static String list(List<Double> values) {
    return values.stream().map(BundleWriter::number).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? ".inf" : "-.inf";
    }
    return Double.toString(value);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
