package io.escapement.policy.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.escapement.policy.inference.TensorInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an ONNX file says about itself, read without an inference library.
 *
 * @param inputs inputs that must be given, in order; their sizes are dynamic where the file leaves
 *     them free, and empty both for a scalar and where the file says nothing of a shape
 * @param outputs outputs, in order, in the same terms
 * @param producer the exporter and its version, empty if the file does not say
 * @param opset version of the default operator set, 0 if the file does not say
 * @param nodes number of operators in the graph, without those of inner graphs
 * @param parameters elements of the graph's floating-point initialisers
 * @param metadata key-value pairs, in the file's order
 */
public record OnnxSummary(
    List<TensorInfo> inputs,
    List<TensorInfo> outputs,
    String producer,
    long opset,
    int nodes,
    long parameters,
    Map<String, String> metadata) {

  /**
   * Keeps copies.
   *
   * @param inputs inputs that must be given
   * @param outputs outputs
   * @param producer the exporter and its version
   * @param opset version of the default operator set
   * @param nodes number of operators
   * @param parameters elements of floating-point initialisers
   * @param metadata key-value pairs
   */
  public OnnxSummary {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    Objects.requireNonNull(producer, "producer");
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Reads a file. Where it is no ONNX file, what was understood so far is returned: whether a model
   * can be run is for an engine to say.
   *
   * @param model the file's bytes
   * @return the summary, possibly empty
   */
  public static OnnxSummary read(byte[] model) {
    Reading reading = new Reading();
    try {
      reading.model(CodedInputStream.newInstance(model));
    } catch (IOException notOnnx) {
      return reading.summary();
    }
    return reading.summary();
  }

  /**
   * Names of the inputs that must be given.
   *
   * @return the names, in order
   */
  public List<String> inputNames() {
    return inputs.stream().map(TensorInfo::name).toList();
  }

  /**
   * Names of the outputs.
   *
   * @return the names, in order
   */
  public List<String> outputNames() {
    return outputs.stream().map(TensorInfo::name).toList();
  }

  /**
   * Looks an input up.
   *
   * @param name the tensor's name
   * @return the input, empty if there is none of that name
   */
  public Optional<TensorInfo> input(String name) {
    return inputs.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }

  /**
   * Looks an output up.
   *
   * @param name the tensor's name
   * @return the output, empty if there is none of that name
   */
  public Optional<TensorInfo> output(String name) {
    return outputs.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }

  /** Walks the messages of {@code onnx.proto}; field numbers are those of that file. */
  private static final class Reading {

    private final List<TensorInfo> inputs = new ArrayList<>();
    private final List<TensorInfo> outputs = new ArrayList<>();
    private final Set<String> initialisers = new HashSet<>();
    private String name = "";
    private String version = "";
    private long opset;
    private int nodes;
    private long parameters;
    private final Map<String, String> metadata = new LinkedHashMap<>();

    OnnxSummary summary() {
      // Older exporters list initialisers among the inputs.
      inputs.removeIf(input -> initialisers.contains(input.name()));
      return new OnnxSummary(
          inputs, outputs, (name + " " + version).strip(), opset, nodes, parameters, metadata);
    }

    void model(CodedInputStream in) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 2 -> name = in.readString();
          case 3 -> version = in.readString();
          case 7 -> graph(in.readBytes().newCodedInput());
          case 8 -> operatorSet(in.readBytes());
          case 14 -> property(in.readBytes());
          default -> in.skipField(tag);
        }
      }
    }

    private void graph(CodedInputStream in) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        int field = WireFormat.getTagFieldNumber(tag);
        switch (field) {
          case 5 -> initialiser(in.readBytes().newCodedInput());
          case 11 -> inputs.add(ValueInfo.read(in.readBytes()));
          case 12 -> outputs.add(ValueInfo.read(in.readBytes()));
          default -> {
            nodes += field == 1 ? 1 : 0;
            in.skipField(tag);
          }
        }
      }
    }

    private void initialiser(CodedInputStream in) throws IOException {
      TensorMessage tensor = TensorMessage.read(in);
      initialisers.add(tensor.name());
      parameters += tensor.isFloatingPoint() ? tensor.elements() : 0;
    }

    private void operatorSet(ByteString message) throws IOException {
      CodedInputStream in = message.newCodedInput();
      String domain = "";
      long found = 0;
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 1 -> domain = in.readString();
          case 2 -> found = in.readInt64();
          default -> in.skipField(tag);
        }
      }
      if (domain.isEmpty() || domain.equals("ai.onnx")) {
        opset = found;
      }
    }

    private void property(ByteString message) throws IOException {
      CodedInputStream in = message.newCodedInput();
      String key = "";
      String value = "";
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 1 -> key = in.readString();
          case 2 -> value = in.readString();
          default -> in.skipField(tag);
        }
      }
      metadata.put(key, value);
    }
  }
}
