package io.escapement.policy.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Walks nodes and initialisers of {@code onnx.proto}; field numbers are those of that file. */
final class GraphReading {

  private final OnnxSummary summary;
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Map<String, OnnxTensor> initialisers = new LinkedHashMap<>();
  private boolean hasGraph;

  GraphReading(OnnxSummary summary) {
    this.summary = summary;
  }

  OnnxGraph read(byte[] model) throws IOException, OnnxFormatException {
    CodedInputStream in = CodedInputStream.newInstance(model);
    // Weights are decoded from where they lie, without another copy.
    in.enableAliasing(true);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 7) {
        hasGraph = true;
        graph(in.readBytes().newCodedInput());
      } else {
        in.skipField(tag);
      }
    }
    if (!hasGraph) {
      throw new OnnxFormatException("the file is no ONNX model: there is no graph in it");
    }
    return new OnnxGraph(summary, nodes, initialisers);
  }

  private void graph(CodedInputStream in) throws IOException, OnnxFormatException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> nodes.add(node(in.readBytes().newCodedInput()));
        case 5 -> {
          TensorMessage tensor = TensorMessage.read(in.readBytes().newCodedInput());
          initialisers.put(tensor.name(), tensor.tensor());
        }
        case 15 -> throw new OnnxFormatException("sparse initialisers are not read");
        default -> in.skipField(tag);
      }
    }
  }

  private static OnnxNode node(CodedInputStream in) throws IOException, OnnxFormatException {
    String name = "";
    String operator = "";
    String domain = "";
    List<String> operands = new ArrayList<>();
    List<String> results = new ArrayList<>();
    List<OnnxAttribute> attributes = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> operands.add(in.readString());
        case 2 -> results.add(in.readString());
        case 3 -> name = in.readString();
        case 4 -> operator = in.readString();
        case 5 -> attributes.add(AttributeMessage.read(in.readBytes().newCodedInput()));
        case 7 -> domain = in.readString();
        default -> in.skipField(tag);
      }
    }
    String known = domain.equals("ai.onnx") ? "" : domain;
    return new OnnxNode(name, known, operator, operands, results, attributes);
  }
}
