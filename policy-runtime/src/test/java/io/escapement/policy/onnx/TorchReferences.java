package io.escapement.policy.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.escapement.testing.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Policies that PyTorch exports into a folder, with what PyTorch computes with them. */
final class TorchReferences {

  private static final Path SCRIPT = Path.of("src", "test", "python", "export_references.py");
  private static final int TIMEOUT_S = 180;

  private final Path folder;

  private TorchReferences(Path folder) {
    this.folder = folder;
  }

  /** Has the script write everything into a folder. */
  static TorchReferences export(Path folder) throws IOException, InterruptedException {
    Path log = folder.resolve("export.log");
    Process python =
        new ProcessBuilder(
                Peer.PYTORCH.find().orElseThrow().toString(),
                SCRIPT.toAbsolutePath().toString(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!python.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
      python.destroyForcibly();
      throw new AssertionError(SCRIPT + " takes more than " + TIMEOUT_S + " s");
    }
    if (python.exitValue() != 0) {
      throw new AssertionError(SCRIPT + " failed:\n" + Files.readString(log));
    }
    return new TorchReferences(folder);
  }

  byte[] model(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name + ".onnx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The steps: each with {@code inputs} and {@code outputs}, arrays by the tensor's name. */
  JsonNode steps(String name) {
    return reference(name).get("steps");
  }

  /** The weights by the names of PyTorch, flattened row by row. */
  Map<String, float[]> weights(String name) {
    return tensors(reference(name).get("weights"));
  }

  static Map<String, float[]> tensors(JsonNode node) {
    Map<String, float[]> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      float[] values = new float[entry.getValue().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) entry.getValue().get(i).doubleValue();
      }
      tensors.put(entry.getKey(), values);
    }
    return tensors;
  }

  private JsonNode reference(String name) {
    try {
      return new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
