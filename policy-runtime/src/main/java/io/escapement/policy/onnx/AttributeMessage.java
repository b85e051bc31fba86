package io.escapement.policy.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads an {@code AttributeProto}; numbers of fields and types are those of that message. */
final class AttributeMessage {

  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int STRING = 3;
  private static final int TENSOR = 4;
  private static final int FLOATS = 6;
  private static final int INTS = 7;
  private static final int STRINGS = 8;

  private final List<Float> reals = new ArrayList<>();
  private final List<Long> wholes = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private String name = "";
  private float real;
  private long whole;
  private String text = "";
  private TensorMessage tensor;
  private int type;

  private AttributeMessage() {}

  static OnnxAttribute read(CodedInputStream in) throws IOException, OnnxFormatException {
    AttributeMessage message = new AttributeMessage();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      message.field(in, tag);
    }
    return message.attribute();
  }

  private void field(CodedInputStream in, int tag) throws IOException {
    switch (WireFormat.getTagFieldNumber(tag)) {
      case 1 -> name = in.readString();
      case 2 -> real = in.readFloat();
      case 3 -> whole = in.readInt64();
      case 4 -> text = in.readBytes().toString(StandardCharsets.UTF_8);
      case 5 -> tensor = TensorMessage.read(in.readBytes().newCodedInput());
      case 7 -> PackedField.read(in, tag, packed -> reals.add(packed.readFloat()));
      case 8 -> PackedField.read(in, tag, packed -> wholes.add(packed.readInt64()));
      case 9 -> texts.add(in.readBytes().toString(StandardCharsets.UTF_8));
      case 20 -> type = in.readInt32();
      default -> in.skipField(tag);
    }
  }

  private OnnxAttribute attribute() throws OnnxFormatException {
    return switch (type) {
      case FLOAT -> new OnnxAttribute.Real(name, real);
      case INT -> new OnnxAttribute.Int(name, whole);
      case STRING -> new OnnxAttribute.Text(name, text);
      case TENSOR ->
          tensor == null
              ? new OnnxAttribute.Unread(name)
              : new OnnxAttribute.Tensor(name, tensor.tensor());
      case FLOATS -> new OnnxAttribute.Reals(name, reals);
      case INTS -> new OnnxAttribute.Ints(name, wholes);
      case STRINGS -> new OnnxAttribute.Texts(name, texts);
      default -> new OnnxAttribute.Unread(name);
    };
  }
}
