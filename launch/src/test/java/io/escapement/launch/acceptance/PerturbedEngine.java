package io.escapement.launch.acceptance;

import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * ONNX Runtime, each of whose results is off by a little, as on a processor that adds in another
 * order. It goes by the name of the engine that it wraps.
 */
final class PerturbedEngine implements InferenceEngine {

  private final InferenceEngine engine = new OnnxRuntimeEngine();
  private final float difference;

  PerturbedEngine(double difference) {
    this.difference = (float) difference;
  }

  @Override
  public String identity() {
    return engine.identity();
  }

  @Override
  public InferenceModel load(String where, byte[] model) {
    return new Model(engine.load(where, model));
  }

  private final class Model implements InferenceModel {

    private final InferenceModel model;

    Model(InferenceModel model) {
      this.model = model;
    }

    @Override
    public ModelSignature signature() {
      return model.signature();
    }

    @Override
    public InferenceBinding bind(List<TensorMemory> inputs, List<TensorMemory> outputs) {
      FloatBuffer output =
          outputs.get(0).memory().duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
      return new Binding(model.bind(inputs, outputs), output);
    }

    @Override
    public void close() {
      model.close();
    }
  }

  private final class Binding implements InferenceBinding {

    private final InferenceBinding binding;
    private final FloatBuffer output;

    Binding(InferenceBinding binding, FloatBuffer output) {
      this.binding = binding;
      this.output = output;
    }

    @Override
    public boolean run() {
      boolean done = binding.run();
      for (int i = 0; i < output.capacity(); i++) {
        output.put(i, output.get(i) + difference);
      }
      return done;
    }

    @Override
    public String failure() {
      return binding.failure();
    }

    @Override
    public void close() {
      binding.close();
    }
  }
}
