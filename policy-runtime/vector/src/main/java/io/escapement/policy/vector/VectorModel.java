package io.escapement.policy.vector;

import io.escapement.policy.inference.BindingCheck;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.onnx.OnnxGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A graph that can be compiled: each binding compiles it for its own sizes and outputs. */
final class VectorModel implements InferenceModel {

  private final String where;
  private final OnnxGraph graph;
  private final ModelSignature signature;
  private final boolean warmsUp;

  VectorModel(String where, OnnxGraph graph, ModelSignature signature, boolean warmsUp) {
    this.where = where;
    this.graph = graph;
    this.signature = signature;
    this.warmsUp = warmsUp;
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public InferenceBinding bind(List<TensorMemory> inputs, List<TensorMemory> outputs) {
    BindingCheck.demand(where, signature, inputs, outputs);
    try {
      Map<String, Shape> shapes = new HashMap<>();
      for (TensorMemory input : inputs) {
        shapes.put(input.tensor(), Shape.ofLongs(input.shape()));
      }
      List<String> wanted = outputs.stream().map(TensorMemory::tensor).toList();
      Plan plan = GraphCompiler.compile(graph, shapes, wanted);
      for (TensorMemory output : outputs) {
        Shape given = Shape.ofLongs(output.shape());
        Shape computed = plan.outputs().get(output.tensor()).shape();
        if (!computed.equals(given)) {
          throw new UnsupportedModelException(
              "output '"
                  + output.tensor()
                  + "' has the shape "
                  + computed
                  + ", its memory "
                  + given);
        }
      }
      if (warmsUp) {
        WarmUp.run(plan);
      }
      return new VectorBinding(plan, inputs, outputs);
    } catch (UnsupportedModelException e) {
      throw VectorEngine.refused(where, e);
    }
  }

  @Override
  public void close() {
    // Holds nothing but memory of the JVM.
  }
}
