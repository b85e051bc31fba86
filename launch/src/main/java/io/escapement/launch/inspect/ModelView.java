package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.Sha256;
import io.escapement.controller.extension.Extensions;
import io.escapement.launch.text.Table;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.choice.EngineCatalog;
import io.escapement.policy.onnx.OnnxSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A model as its file and the inference engine tell it.
 *
 * @param kind {@code model}
 * @param file the ONNX file
 * @param bytes its size
 * @param sha256 hash over its content, hexadecimal
 * @param engine what loaded it
 * @param runsOn which engines can run it here, and which not and why
 * @param inputs tensors that must be given
 * @param outputs tensors that can be had
 * @param producer the exporter and its version, may be empty
 * @param opset version of the default operator set, 0 if unknown
 * @param operators operators in the graph
 * @param parameters trained numbers
 * @param metadata the model's own key-value pairs
 * @param tool the importer that recognises it, or null
 * @param missing what must be said to import it, or why it cannot be; empty where no importer
 *     recognises it
 */
public record ModelView(
    String kind,
    String file,
    long bytes,
    String sha256,
    String engine,
    @JsonProperty("runs_on") List<EngineView> runsOn,
    List<Tensor> inputs,
    List<Tensor> outputs,
    String producer,
    long opset,
    int operators,
    long parameters,
    Map<String, String> metadata,
    String tool,
    List<String> missing)
    implements Inspected {

  private static final int SHOWN_METADATA = 60;

  /**
   * A tensor.
   *
   * @param name its name
   * @param type element type in lower case
   * @param shape dimensions, null where the caller chooses
   */
  public record Tensor(String name, String type, List<Long> shape) {

    static Tensor of(TensorInfo info) {
      return new Tensor(
          info.name(),
          info.type().name().toLowerCase(Locale.ROOT),
          info.shape().stream()
              .map(size -> size == TensorInfo.DYNAMIC ? null : size)
              .collect(Collectors.toList()));
    }

    String text() {
      return name
          + " "
          + type
          + shape.stream()
              .map(size -> size == null ? "?" : size.toString())
              .collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /**
   * Loads a model and reads its file.
   *
   * @param file the ONNX file
   * @param content its bytes
   * @param extensions where engines are looked up
   * @return the view
   * @throws io.escapement.controller.config.PreflightException if the engine cannot load it
   */
  static ModelView of(Path file, byte[] content, Extensions extensions) {
    EngineCatalog catalog = new EngineCatalog(extensions, EngineSettings.DEFAULT);
    InferenceEngine engine = catalog.reference();
    String shown = Origin.display(file);
    try (InferenceModel model = engine.load(shown, content)) {
      ModelSignature signature = model.signature();
      return new ModelView(
          "model",
          shown,
          content.length,
          Sha256.of(content),
          engine.identity(),
          EngineView.of(catalog, content),
          signature.inputs().stream().map(Tensor::of).toList(),
          signature.outputs().stream().map(Tensor::of).toList(),
          signature.producer(),
          signature.opset(),
          OnnxSummary.read(content).nodes(),
          signature.parameters(),
          signature.metadata(),
          null,
          List.of());
    }
  }

  /** The same model, with what its importer says of it. */
  ModelView exportedBy(String importer, List<String> open) {
    return new ModelView(
        kind,
        file,
        bytes,
        sha256,
        engine,
        runsOn,
        inputs,
        outputs,
        producer,
        opset,
        operators,
        parameters,
        metadata,
        importer,
        open);
  }

  @Override
  public String text() {
    Table table = new Table(2);
    table.row("sha256", sha256);
    inputs.forEach(tensor -> table.row("input", tensor.text()));
    outputs.forEach(tensor -> table.row("output", tensor.text()));
    table.row(
        "graph",
        String.format(
            Locale.ROOT, "%d operators, %d parameters, opset %d", operators, parameters, opset));
    table.row("producer", producer.isEmpty() ? "not said" : producer);
    table.row("engine", engine);
    EngineView.rows(table, runsOn);
    if (tool != null) {
      table.row("tool", tool + "; to import it, say: " + String.join(", ", missing));
    }
    metadata.forEach((key, value) -> table.row("metadata", key + ": " + shortened(value)));
    return (file + ": ONNX model of " + bytes + " bytes\n" + table.text()).stripTrailing();
  }

  private static String shortened(String value) {
    String line = value.replaceAll("\\s+", " ");
    return line.length() <= SHOWN_METADATA
        ? line
        : line.substring(0, SHOWN_METADATA) + "... (" + value.length() + " characters)";
  }
}
