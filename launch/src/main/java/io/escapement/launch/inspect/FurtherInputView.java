package io.escapement.launch.inspect;

import io.escapement.launch.text.Numbers;
import io.escapement.policy.bundle.InputSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.stage.ResolvedPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An input of a model beside its observation.
 *
 * @param tensor its name
 * @param kind {@code observations}, {@code clock}, {@code noise} or {@code value}
 * @param detail what a clock counts, or the value; empty for others
 * @param size elements of an observation, null where only a robot could tell or for others
 * @param terms of an observation
 */
public record FurtherInputView(
    String tensor, String kind, String detail, Integer size, List<TermView> terms) {

  static List<FurtherInputView> of(PolicyBundle bundle, Optional<ResolvedPolicy> resolved) {
    List<FurtherInputView> views = new ArrayList<>();
    bundle.tensors().inputs().forEach((tensor, spec) -> views.add(of(tensor, spec, resolved)));
    return views;
  }

  private static FurtherInputView of(
      String tensor, InputSpec spec, Optional<ResolvedPolicy> resolved) {
    if (spec instanceof InputSpec.Observed observed) {
      return resolved
          .map(policy -> policy.furtherLayouts().get(tensor))
          .map(
              layout ->
                  new FurtherInputView(
                      tensor,
                      "observations",
                      "",
                      layout.size(),
                      TermView.placed(observed.observations(), layout.terms())))
          .orElseGet(
              () ->
                  new FurtherInputView(
                      tensor,
                      "observations",
                      "",
                      null,
                      TermView.unplaced(observed.observations())));
    }
    if (spec instanceof InputSpec.Clock clock) {
      String last = Double.isInfinite(clock.last()) ? "" : ", at most " + Numbers.of(clock.last());
      String counts =
          "from " + Numbers.of(clock.start()) + " by " + Numbers.of(clock.step()) + last;
      return new FurtherInputView(tensor, "clock", counts, null, List.of());
    }
    if (spec instanceof InputSpec.Constant constant) {
      return new FurtherInputView(
          tensor, "value", constant.values().values().toString(), null, List.of());
    }
    return new FurtherInputView(tensor, "noise", "", null, List.of());
  }

  /** The input in a line. */
  String text() {
    return tensor + ": " + kind + (detail.isEmpty() ? "" : " " + detail);
  }
}
