package io.escapement.policy.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** A repeated number: exporters write it packed or one by one, and both are to be read. */
final class PackedField {

  private PackedField() {}

  /** Takes one number off the stream. */
  interface Element {
    void read(CodedInputStream in) throws IOException;
  }

  /** Reads what follows a tag: one element, or all of them. */
  static void read(CodedInputStream in, int tag, Element element) throws IOException {
    if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      element.read(in);
      return;
    }
    CodedInputStream packed = in.readBytes().newCodedInput();
    while (!packed.isAtEnd()) {
      element.read(packed);
    }
  }
}
