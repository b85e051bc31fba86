package io.escapement.policy.vector;

import static java.util.Map.entry;

import io.escapement.policy.vector.Value.Signal;
import io.escapement.policy.vector.Value.Whole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * GRU and LSTM layers of one robot (batch 1) over any number of time steps, in one direction or
 * both.
 */
final class RecurrentOperators {

  static final Map<String, Lowering> OPERATORS =
      Map.ofEntries(entry("GRU", node -> layer(node, 3)), entry("LSTM", node -> layer(node, 4)));

  private static final List<String> GRU_ACTIVATIONS = List.of("Sigmoid", "Tanh");
  private static final List<String> LSTM_ACTIVATIONS = List.of("Sigmoid", "Tanh", "Tanh");

  /** For each direction whether it takes the last time step first. */
  private static final Map<String, List<Boolean>> WAYS =
      Map.of(
          "forward",
          List.of(false),
          "reverse",
          List.of(true),
          "bidirectional",
          List.of(false, true));

  private RecurrentOperators() {}

  private static void layer(NodeContext node, int gates) throws UnsupportedModelException {
    Signal x = node.signal(0);
    Signal r = node.constant(2, "recurrent weights");
    requirePlain(node, gates);
    if (x.shape().rank() != 3 || x.shape().size(1) != 1) {
      throw new UnsupportedModelException(
          "an input of the shape " + x.shape() + "; expected [time steps, 1, features]");
    }
    int hidden = r.shape().last();
    if (node.integer("hidden_size", hidden) != hidden) {
      throw new UnsupportedModelException("hidden_size is not that of the weights");
    }
    String direction = node.text("direction", "forward");
    List<Boolean> backward = WAYS.get(direction);
    if (backward == null) {
      throw new UnsupportedModelException("the direction '" + direction + "'");
    }
    boolean isLstm = gates == 4;
    boolean isLinearBeforeReset = !isLstm && node.integer("linear_before_reset", 0) != 0;
    int inputs = x.shape().size(2);
    List<List<Signal>> states = new ArrayList<>();
    List<Signal> cells = new ArrayList<>();
    for (int way = 0; way < backward.size(); way++) {
      CellWeights weights =
          CellWeights.of(node, way, gates - 1, hidden, inputs, isLinearBeforeReset);
      RecurrentCells layer = new RecurrentCells(node.program(), weights);
      RecurrentCells.State state =
          new RecurrentCells.State(
              initial(node, 5, way, backward.size(), hidden),
              isLstm ? initial(node, 6, way, backward.size(), hidden) : null);
      List<Signal> inOrder = new ArrayList<>();
      for (Signal each : inTime(node, x, backward.get(way))) {
        state = isLstm ? layer.lstm(each, state) : layer.gru(each, state);
        inOrder.add(state.h());
      }
      states.add(inOrder);
      cells.add(state.c());
    }
    results(node, backward, states, cells, hidden);
  }

  /** The inputs of the time steps, in the order in which a direction takes them. */
  private static List<Signal> inTime(NodeContext node, Signal x, boolean isBackward) {
    int steps = x.shape().size(0);
    int inputs = x.shape().size(2);
    List<Signal> each = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      each.add(part(node, x, (isBackward ? steps - 1 - i : i) * inputs, inputs));
    }
    return each;
  }

  private static Signal part(NodeContext node, Signal x, int from, int elements) {
    if (elements == x.elements()) {
      return x;
    }
    Signal part = node.make(Shape.of(elements), x);
    node.program().add(part, copy(x, from, part, 0, elements));
    return part;
  }

  private static Step copy(Signal x, int from, Signal y, int to, int elements) {
    return new Steps.Copy(
        x.data(), new int[] {from}, y.data(), new int[] {to}, new int[] {elements});
  }

  private static void results(
      NodeContext node,
      List<Boolean> backward,
      List<List<Signal>> states,
      List<Signal> cells,
      int hidden) {
    int ways = backward.size();
    int steps = states.get(0).size();
    List<Signal> all = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      for (int way = 0; way < ways; way++) {
        all.add(states.get(way).get(backward.get(way) ? steps - 1 - i : i));
      }
    }
    List<Signal> last = states.stream().map(inOrder -> inOrder.get(steps - 1)).toList();
    if (node.wants(0)) {
      node.result(0, joined(node, all, Shape.of(steps, ways, 1, hidden)));
    }
    if (node.wants(1)) {
      node.result(1, joined(node, last, Shape.of(ways, 1, hidden)));
    }
    if (node.wants(2)) {
      node.result(2, joined(node, cells, Shape.of(ways, 1, hidden)));
    }
  }

  /** States one behind the other, without what fills them up; one alone is what it is. */
  private static Signal joined(NodeContext node, List<Signal> states, Shape shape) {
    if (states.size() == 1) {
      return states.get(0).as(shape);
    }
    Signal joined = node.make(shape, states.toArray(Signal[]::new));
    int at = 0;
    for (Signal state : states) {
      node.program().add(joined, copy(state, 0, joined, at, shape.last()));
      at += shape.last();
    }
    return joined;
  }

  private static Signal initial(NodeContext node, int operand, int way, int ways, int hidden)
      throws UnsupportedModelException {
    if (!node.has(operand)) {
      return Signal.constant(new float[hidden], Shape.of(hidden));
    }
    Signal given = node.signal(operand);
    if (given.elements() != ways * hidden) {
      throw new UnsupportedModelException("a state of the shape " + given.shape());
    }
    return part(node, given, way * hidden, hidden);
  }

  private static void requirePlain(NodeContext node, int gates) throws UnsupportedModelException {
    if (node.integer("layout", 0) != 0) {
      throw new UnsupportedModelException("layout 1; only 0, time first, is supported");
    }
    if (node.integer("input_forget", 0) != 0) {
      throw new UnsupportedModelException("input_forget, coupled gates");
    }
    if (node.node().attribute("clip").isPresent()) {
      throw new UnsupportedModelException("clip, bounded sums");
    }
    List<String> usual = gates == 3 ? GRU_ACTIVATIONS : LSTM_ACTIVATIONS;
    Optional<List<String>> activations = node.texts("activations");
    if (activations.isPresent()) {
      List<String> given = activations.get();
      for (int i = 0; i < given.size(); i++) {
        if (!given.get(i).equalsIgnoreCase(usual.get(i % usual.size()))) {
          throw new UnsupportedModelException("the activations " + given + "; only " + usual);
        }
      }
    }
    if (node.has(4) && !everyStep(node)) {
      throw new UnsupportedModelException("sequence_lens shorter than the sequence");
    }
    if (gates == 4 && node.has(7)) {
      for (float peephole : node.constant(7, "peepholes").data()) {
        if (peephole != 0) {
          throw new UnsupportedModelException("peepholes");
        }
      }
    }
  }

  private static boolean everyStep(NodeContext node) throws UnsupportedModelException {
    Whole lengths = node.whole(4);
    int steps = node.value(0).shape().size(0);
    return Arrays.stream(lengths.elements()).allMatch(length -> length == steps);
  }
}
