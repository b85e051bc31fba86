package io.escapement.policy.stage;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.policy.action.ActionMap;
import io.escapement.policy.bundle.HeadSpec;
import io.escapement.policy.bundle.NormaliserSpec;
import io.escapement.policy.bundle.ParameterSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.observation.ObservationLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the sizes of a head and of a normaliser against the action and the observation. */
final class HeadAndNormaliserCheck {

  private final PolicyBundle bundle;
  private final List<Problem> problems = new ArrayList<>();

  private HeadAndNormaliserCheck(PolicyBundle bundle) {
    this.bundle = bundle;
  }

  /**
   * Checks what can be known without the model.
   *
   * @param bundle the bundle
   * @param actions the action on the robot
   * @param layout the main observation on the robot
   * @return what does not fit
   */
  static List<Problem> problems(PolicyBundle bundle, ActionMap actions, ObservationLayout layout) {
    HeadAndNormaliserCheck check = new HeadAndNormaliserCheck(bundle);
    bundle.normaliser().ifPresent(spec -> check.normaliser(spec, layout));
    bundle.head().ifPresent(spec -> check.head(spec, actions));
    return check.problems;
  }

  /**
   * Checks the output that a head takes its second parameter from.
   *
   * @param policy the bundle on the robot
   * @param bound the model's tensors
   * @throws PreflightException if it does not have the size of the action
   */
  static void demandFitting(ResolvedPolicy policy, BoundModel bound) {
    Optional<String> name = policy.bundle().head().flatMap(HeadSpec::furtherOutput);
    for (BoundTensor tensor : bound.furtherOutputs()) {
      boolean fits =
          tensor.size() == policy.actions().size() || tensor.size() == bound.output().size();
      if (name.equals(Optional.of(tensor.tensor())) && !fits) {
        throw policy
            .bundle()
            .places()
            .of("head")
            .preflight()
            .summary("the output " + tensor.tensor() + " does not have the size of the action")
            .expected(policy.actions().size() + " elements")
            .found("the shape " + tensor.shape())
            .build();
      }
    }
  }

  private void normaliser(NormaliserSpec spec, ObservationLayout layout) {
    if (spec.statistics().size() != layout.size()) {
      problems.add(
          bundle
              .places()
              .of("normaliser")
              .preflight()
              .summary("the statistics are not those of this observation")
              .expected(
                  layout.size()
                      + " elements, one for each of the observation:\n  "
                      + String.join("\n  ", layout.table())
                      + "\n ")
              .found(spec.statistics().size() + " elements")
              .remedy("name the statistics that belong to the model, or correct the observations")
              .problem());
    }
  }

  private void head(HeadSpec spec, ActionMap actions) {
    int size = actions.size();
    boolean constantsFit =
        !(spec.second().map(ParameterSpec::source).orElse(null)
                instanceof ParameterSpec.Constant constant)
            || constant.values().fits(size);
    boolean boundsFit = !(spec instanceof HeadSpec.Beta beta) || beta.bounds().fits(size);
    if (!constantsFit || !boundsFit) {
      problems.add(
          bundle
              .places()
              .of("head")
              .preflight()
              .summary("the head's numbers do not fit the action")
              .expected(
                  "one for all elements, or "
                      + size
                      + " ("
                      + String.join(", ", actions.labels())
                      + ")")
              .problem());
    }
    if (spec.furtherOutput().equals(Optional.of(bundle.output()))) {
      problems.add(
          bundle
              .places()
              .of("head")
              .preflight()
              .summary("the head takes both its parameters from the output " + bundle.output())
              .remedy(
                  "write second_half if it holds them one behind the other, or name the other"
                      + " output")
              .problem());
    }
  }
}
