package io.escapement.policy.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code ValueInfoProto}: the name, type and shape of an input or an output of a graph. */
final class ValueInfo {

  private TensorType type = TensorType.OTHER;
  private final List<Long> shape = new ArrayList<>();

  private ValueInfo() {}

  static TensorInfo read(ByteString message) throws IOException {
    CodedInputStream in = message.newCodedInput();
    ValueInfo value = new ValueInfo();
    String name = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> name = in.readString();
        case 2 -> value.type(in.readBytes().newCodedInput());
        default -> in.skipField(tag);
      }
    }
    return new TensorInfo(name, value.type, value.shape);
  }

  /** Sequences, maps and optional values stay {@link TensorType#OTHER}. */
  private void type(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 1) {
        tensor(in.readBytes().newCodedInput());
      } else {
        in.skipField(tag);
      }
    }
  }

  private void tensor(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> type = TensorType.ofCode(in.readInt32());
        case 2 -> dimensions(in.readBytes().newCodedInput());
        default -> in.skipField(tag);
      }
    }
  }

  private void dimensions(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 1) {
        shape.add(dimension(in.readBytes().newCodedInput()));
      } else {
        in.skipField(tag);
      }
    }
  }

  private static long dimension(CodedInputStream in) throws IOException {
    // A dimension that has a name, or nothing, instead of a value is free.
    long size = TensorInfo.DYNAMIC;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 1) {
        size = in.readInt64();
      } else {
        in.skipField(tag);
      }
    }
    return size > 0 ? size : TensorInfo.DYNAMIC;
  }
}
