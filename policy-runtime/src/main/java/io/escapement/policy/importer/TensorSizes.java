package io.escapement.policy.importer;

import io.escapement.controller.config.Origin;
import io.escapement.policy.bundle.ModelTensors;
import io.escapement.policy.inference.TensorInfo;
import java.util.List;

/** Holds a descriptor against the model that it is said to describe. */
public final class TensorSizes {

  private TensorSizes() {}

  /**
   * Demands that the model takes the observation and gives the action that a descriptor describes;
   * if not, one of the two is older than the other.
   *
   * @param request the import
   * @param model the model
   * @param tensors which of its tensors are meant
   * @param observation elements of the observation
   * @param action elements of the action
   * @throws io.escapement.controller.config.PreflightException if a size differs
   */
  public static void require(
      ImportRequest request,
      ImportedModel model,
      ModelTensors tensors,
      int observation,
      int action) {
    require(request, model, model.summary().inputs(), tensors.input(), observation, "observes");
    require(request, model, model.summary().outputs(), tensors.output(), action, "commands");
  }

  private static void require(
      ImportRequest request,
      ImportedModel model,
      List<TensorInfo> tensors,
      String name,
      int size,
      String does) {
    TensorInfo tensor =
        tensors.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    long found = 1;
    boolean free = tensor.shape().isEmpty();
    for (int i = 0; i < tensor.shape().size(); i++) {
      long dimension = tensor.shape().get(i);
      // The batch may be free; what stands in the last dimension may not.
      free |= dimension == TensorInfo.DYNAMIC && i == tensor.shape().size() - 1;
      found *= dimension == TensorInfo.DYNAMIC ? 1 : dimension;
    }
    if (!free && found != size) {
      throw request
          .place()
          .preflight()
          .summary(
              "the descriptor and the model "
                  + Origin.display(model.file().path())
                  + " do not belong together")
          .expected(size + " elements, as many as the descriptor " + does)
          .found(tensor.toString())
          .remedy("take the descriptor that was written with this model, or the model with it")
          .build();
    }
  }
}
