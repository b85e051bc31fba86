package io.escapement.policy.stage;

import io.escapement.controller.config.Problem;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.observation.ObservationLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds terms that observe outputs of the model against the outputs that are remembered. */
final class RememberedCheck {

  private final ResolvedPolicy policy;
  private final BoundModel bound;
  private final List<Problem> problems = new ArrayList<>();

  private RememberedCheck(ResolvedPolicy policy, BoundModel bound) {
    this.policy = policy;
    this.bound = bound;
  }

  /**
   * Checks every observation of a policy.
   *
   * @param policy the bundle on the robot
   * @param bound the model's tensors
   * @return what is not remembered, or has another size
   */
  static List<Problem> problems(ResolvedPolicy policy, BoundModel bound) {
    RememberedCheck check = new RememberedCheck(policy, bound);
    check.terms(policy.layout(), "observations");
    policy
        .furtherLayouts()
        .forEach((input, layout) -> check.terms(layout, "inputs." + input + ".observations"));
    return check.problems;
  }

  private void terms(ObservationLayout layout, String key) {
    for (int i = 0; i < layout.terms().size(); i++) {
      Place place = policy.bundle().places().of(key + "[" + i + "]");
      layout
          .terms()
          .get(i)
          .term()
          .remembered()
          .forEach((tensor, count) -> tensor(tensor, count, place));
    }
  }

  private void tensor(String tensor, int count, Place place) {
    Optional<BoundTensor> found =
        bound.remembered().stream().filter(one -> one.tensor().equals(tensor)).findFirst();
    if (found.isEmpty()) {
      problems.add(
          place
              .preflight()
              .summary("the output " + tensor + " is not remembered for this term")
              .remedy("add \"outputs: {" + tensor + ": {remember: true}}\"")
              .problem());
    } else if (found.get().size() != count) {
      problems.add(
          place
              .preflight()
              .summary("the output " + tensor + " does not have the size of this term")
              .expected(count + " elements")
              .found("the shape " + found.get().shape())
              .problem());
    }
  }
}
