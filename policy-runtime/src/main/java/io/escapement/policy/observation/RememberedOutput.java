package io.escapement.policy.observation;

import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** An output of the last inference, such as a reference motion's joint positions. */
final class RememberedOutput implements ObservationTerm {

  static final String TENSOR = "tensor";
  static final String SIZE = "size";

  private final Remembered output;
  private final List<String> labels;

  /** An output of as many elements as the bundle says. */
  RememberedOutput(TermContext context) {
    int size = context.integer(SIZE, 1);
    labels = IntStream.range(0, size).mapToObj(Integer::toString).toList();
    output = new Remembered(context, context.text(TENSOR), size);
  }

  /** An output with one element for each of the term's joints. */
  RememberedOutput(TermContext context, String tensor) {
    labels = context.jointNames();
    output = new Remembered(context, context.text(TENSOR, tensor), labels.size());
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public Set<String> inputs() {
    return Set.of();
  }

  @Override
  public Map<String, Integer> remembered() {
    return Map.of(output.tensor(), output.count());
  }

  @Override
  public void declare(Wiring wiring) {
    output.declare(wiring);
  }

  @Override
  public double value(int element) {
    return output.get(element);
  }
}
