package io.escapement.policy.score;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.ProblemBuilder;
import io.escapement.controller.config.YamlNode;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorType;
import io.escapement.policy.inference.choice.ModelUse;
import io.escapement.policy.inference.choice.RunModel;
import io.escapement.policy.sampler.ChunkSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One model of a score: its only input takes the features, some of its outputs are wanted.
 *
 * @param place the key that names it
 * @param model its name and content
 * @param outputs names of the wanted outputs
 */
record Network(YamlNode place, RunModel model, List<String> outputs) {

  /**
   * Keeps a copy.
   *
   * @param place the key that names it
   * @param model its name and content
   * @param outputs names of the wanted outputs
   */
  Network {
    outputs = List.copyOf(outputs);
  }

  /** What a model takes and gives, as it is bound. */
  record Tensors(ModelUse.Tensor input, List<ModelUse.Tensor> outputs) {}

  static Network read(YamlNode place, String name, FileSource files, List<String> outputs) {
    return new Network(
        place, RunModel.of(name, Origin.display(place.path()), place.readFile(files)), outputs);
  }

  InferenceModel load(InferenceEngine engine) {
    return engine.load(model.where(), model.content());
  }

  /**
   * Looks the tensors up.
   *
   * @param loaded the loaded model
   * @param values number of features, or -1 where only the record will tell
   */
  Tensors tensors(InferenceModel loaded, int values) {
    List<TensorInfo> inputs = loaded.signature().inputs();
    if (inputs.size() != 1) {
      throw problem("expected a model with one input, which takes the features")
          .found(inputs.toString())
          .build();
    }
    TensorInfo input = inputs.get(0);
    int size = values >= 0 ? values : fixed(input);
    ModelUse.Tensor taken = tensor(input, size);
    if (taken.size() != size) {
      throw problem("the features do not fit into the model's input")
          .expected(input.toString())
          .found(size + " values")
          .build();
    }
    List<ModelUse.Tensor> given = new ArrayList<>();
    for (String name : outputs) {
      TensorInfo output =
          loaded
              .signature()
              .output(name)
              .orElseThrow(
                  () ->
                      problem("the model has no output " + name)
                          .expected("one of " + loaded.signature().outputs())
                          .build());
      given.add(tensor(output, fixed(output)));
    }
    return new Tensors(taken, given);
  }

  /** Elements with a batch of one. */
  private static int fixed(TensorInfo tensor) {
    long size = 1;
    for (long dimension : tensor.shape()) {
      size = Math.multiplyExact(size, dimension == TensorInfo.DYNAMIC ? 1 : dimension);
    }
    return Math.toIntExact(size);
  }

  private ModelUse.Tensor tensor(TensorInfo info, int size) {
    if (info.type() != TensorType.FLOAT32) {
      throw problem("a tensor of a score has to be float32").found(info.toString()).build();
    }
    return new ModelUse.Tensor(info.name(), info.type(), ChunkSampler.shape(info, size));
  }

  ModelUse use(Tensors tensors) {
    return new ModelUse(
        model,
        List.of(new ModelUse.Input(tensors.input(), Optional.empty(), Optional.empty())),
        tensors.outputs(),
        List.of(),
        true,
        1);
  }

  private ProblemBuilder<PreflightException> problem(String text) {
    return place.preflight().summary(text);
  }
}
