package io.escapement.policy.inference.onnxruntime;

import static io.escapement.policy.inference.onnxruntime.OrtLibrary.ALLOCATOR;
import static io.escapement.policy.inference.onnxruntime.OrtLibrary.API;
import static io.escapement.policy.inference.onnxruntime.OrtLibrary.demand;

import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorType;
import io.escapement.policy.onnx.OnnxSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.onnxruntime.OrtSession;
import org.bytedeco.onnxruntime.OrtTensorTypeAndShapeInfo;
import org.bytedeco.onnxruntime.OrtTypeInfo;

/** Asks a session for its inputs and outputs, and the file for the rest. */
final class OrtInspection {

  /** ONNX Runtime's number for a value that is a tensor. */
  private static final int KIND_TENSOR = 1;

  private OrtInspection() {}

  static ModelSignature signature(String where, OrtSession session, byte[] model) {
    OnnxSummary summary = OnnxSummary.read(model);
    return new ModelSignature(
        inputs(where, session),
        outputs(where, session),
        summary.producer(),
        summary.opset(),
        summary.parameters(),
        summary.metadata());
  }

  private static List<TensorInfo> inputs(String where, OrtSession session) {
    List<TensorInfo> tensors = new ArrayList<>();
    try (SizeTPointer count = new SizeTPointer(1)) {
      demand(where, API.SessionGetInputCount(session, count));
      for (long i = 0; i < count.get(); i++) {
        long index = i;
        String name =
            OrtLibrary.text(where, out -> API.SessionGetInputName(session, index, ALLOCATOR, out));
        OrtTypeInfo type =
            OrtLibrary.make(
                where, OrtTypeInfo.class, out -> API.SessionGetInputTypeInfo(session, index, out));
        tensors.add(tensor(where, name, type));
      }
    }
    return tensors;
  }

  private static List<TensorInfo> outputs(String where, OrtSession session) {
    List<TensorInfo> tensors = new ArrayList<>();
    try (SizeTPointer count = new SizeTPointer(1)) {
      demand(where, API.SessionGetOutputCount(session, count));
      for (long i = 0; i < count.get(); i++) {
        long index = i;
        String name =
            OrtLibrary.text(where, out -> API.SessionGetOutputName(session, index, ALLOCATOR, out));
        OrtTypeInfo type =
            OrtLibrary.make(
                where, OrtTypeInfo.class, out -> API.SessionGetOutputTypeInfo(session, index, out));
        tensors.add(tensor(where, name, type));
      }
    }
    return tensors;
  }

  private static TensorInfo tensor(String where, String name, OrtTypeInfo type) {
    try {
      int[] kind = new int[1];
      demand(where, API.GetOnnxTypeFromTypeInfo(type, kind));
      if (kind[0] != KIND_TENSOR) {
        return new TensorInfo(name, TensorType.OTHER, List.of());
      }
      // Belongs to the type and is released with it.
      OrtTensorTypeAndShapeInfo tensor =
          OrtLibrary.make(
              where,
              OrtTensorTypeAndShapeInfo.class,
              out -> API.CastTypeInfoToTensorInfo(type, out));
      int[] element = new int[1];
      demand(where, API.GetTensorElementType(tensor, element));
      return new TensorInfo(name, TensorType.ofCode(element[0]), shape(where, tensor));
    } finally {
      API.ReleaseTypeInfo(type);
    }
  }

  private static List<Long> shape(String where, OrtTensorTypeAndShapeInfo tensor) {
    try (SizeTPointer rank = new SizeTPointer(1)) {
      demand(where, API.GetDimensionsCount(tensor, rank));
      long[] dimensions = new long[Math.toIntExact(rank.get())];
      demand(where, API.GetDimensions(tensor, dimensions, dimensions.length));
      return LongStream.of(dimensions).boxed().toList();
    }
  }
}
