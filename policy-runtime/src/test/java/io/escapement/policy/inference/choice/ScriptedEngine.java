package io.escapement.policy.inference.choice;

import io.escapement.policy.inference.EngineProvider;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * ONNX Runtime under another name, whose calls take as long as a test says on a clock that only
 * they move, and whose results are off by as much as it says.
 *
 * @param name by which it is asked for
 * @param clockNs moved by each call
 * @param costNs how far
 * @param factor what every element of the first output is multiplied with
 * @param unavailable why it cannot work in this process
 * @param refusal why it cannot express any model
 */
record ScriptedEngine(
    String name,
    AtomicLong clockNs,
    long costNs,
    double factor,
    Optional<String> unavailable,
    Optional<String> refusal)
    implements EngineProvider, InferenceEngine {

  static ScriptedEngine taking(String name, AtomicLong clockNs, long costNs) {
    return new ScriptedEngine(name, clockNs, costNs, 1, Optional.empty(), Optional.empty());
  }

  ScriptedEngine offBy(double relative) {
    return new ScriptedEngine(name, clockNs, costNs, 1 + relative, unavailable, refusal);
  }

  ScriptedEngine absent(String why) {
    return new ScriptedEngine(name, clockNs, costNs, factor, Optional.of(why), refusal);
  }

  ScriptedEngine refusing(String why) {
    return new ScriptedEngine(name, clockNs, costNs, factor, unavailable, Optional.of(why));
  }

  @Override
  public Optional<String> unavailable(EngineSettings settings) {
    return unavailable;
  }

  @Override
  public InferenceEngine create(EngineSettings settings) {
    return this;
  }

  @Override
  public String identity() {
    return "scripted " + name;
  }

  @Override
  public Optional<String> refusal(byte[] model) {
    return refusal;
  }

  @Override
  public InferenceModel load(String where, byte[] model) {
    return new Model(new OnnxRuntimeEngine().load(where, model));
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
        output.put(i, (float) (output.get(i) * factor));
      }
      clockNs.addAndGet(costNs);
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
