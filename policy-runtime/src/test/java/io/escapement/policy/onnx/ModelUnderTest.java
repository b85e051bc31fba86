package io.escapement.policy.onnx;

import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_LOGGING_LEVEL_WARNING;
import static org.bytedeco.onnxruntime.global.onnxruntime.OrtArenaAllocator;
import static org.bytedeco.onnxruntime.global.onnxruntime.OrtMemTypeDefault;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.onnxruntime.Allocator;
import org.bytedeco.onnxruntime.Env;
import org.bytedeco.onnxruntime.MemoryInfo;
import org.bytedeco.onnxruntime.OrtMemoryInfo;
import org.bytedeco.onnxruntime.RunOptions;
import org.bytedeco.onnxruntime.Session;
import org.bytedeco.onnxruntime.SessionOptions;
import org.bytedeco.onnxruntime.Value;
import org.bytedeco.onnxruntime.ValueVector;

/** Loads a model in ONNX Runtime and evaluates it once: the judge of what the builder writes. */
final class ModelUnderTest {

  private ModelUnderTest() {}

  /** Evaluates a model with one input of shape [1, n] and returns its first output. */
  static float[] evaluate(byte[] model, String input, String output, float... values) {
    try (PointerScope scope = new PointerScope()) {
      Session session = session(model);
      scope.attach(session);
      FloatPointer elements = new FloatPointer(values);
      Value tensor =
          Value.CreateTensorFloat(
              cpuMemory(), elements, values.length, new LongPointer(1, values.length), 2);
      ValueVector results =
          session.Run(new RunOptions(), names(input), tensor, 1, names(output), 1);
      Value result = results.get(0);
      float[] answer = new float[(int) result.GetTensorTypeAndShapeInfo().GetElementCount()];
      result.GetTensorMutableDataFloat().get(answer);
      return answer;
    }
  }

  /** Reads an entry of the model's metadata as ONNX Runtime sees it. */
  static String metadata(byte[] model, String key) {
    try (PointerScope scope = new PointerScope()) {
      Session session = session(model);
      scope.attach(session);
      Allocator allocator = new Allocator(session, cpuMemory());
      return session.GetModelMetadata()
          .LookupCustomMetadataMapAllocated(key, allocator.asOrtAllocator())
          .getString();
    }
  }

  /** An array of one C string; the one-argument constructor would cast instead. */
  private static PointerPointer<BytePointer> names(String name) {
    return new PointerPointer<BytePointer>(1).put(0, new BytePointer(name));
  }

  private static OrtMemoryInfo cpuMemory() {
    return MemoryInfo.CreateCpu(OrtArenaAllocator, OrtMemTypeDefault).asOrtMemoryInfo();
  }

  private static Session session(byte[] model) {
    Env env = new Env(ORT_LOGGING_LEVEL_WARNING, "test");
    SessionOptions options = new SessionOptions();
    options.SetIntraOpNumThreads(1);
    return new Session(env, new BytePointer(model), model.length, options);
  }
}
