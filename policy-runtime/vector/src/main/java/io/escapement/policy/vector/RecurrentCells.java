package io.escapement.policy.vector;

import io.escapement.policy.vector.Value.Signal;

/** Adds the steps of one time step of a GRU or an LSTM, for a layer's weights. */
final class RecurrentCells {

  /**
   * What a cell hands on.
   *
   * @param h the state
   * @param c the cell of an LSTM; null of a GRU
   */
  record State(Signal h, Signal c) {}

  private final Program program;
  private final CellWeights weights;
  private final int width;
  private final Shape one;

  RecurrentCells(Program program, CellWeights weights) {
    this.program = program;
    this.weights = weights;
    this.width = Lanes.padded(weights.hidden());
    this.one = Shape.of(width);
  }

  /**
   * {@code n = tanh(...)}, {@code h' = (1 - z) n + z h}; the reset gate comes behind the recurrent
   * product where that has biases of its own, and before it elsewhere.
   */
  State gru(Signal x, State before) {
    Signal h = before.h();
    Signal open = open(x, h);
    Signal sums = product(weights.inputCandidate(), weights.inputCandidateBias(), x);
    Signal candidate;
    if (weights.recurrentCandidateBias() == null) {
      Signal kept = program.make(one, open, h);
      program.add(kept, new Gate(GateKernels::resetState, open, h, h, kept, width));
      candidate = onto(weights.recurrentCandidate(), sums, kept);
    } else {
      Signal linear = product(weights.recurrentCandidate(), weights.recurrentCandidateBias(), h);
      candidate = program.make(one, open, sums, linear);
      program.add(
          candidate, new Gate(GateKernels::resetCandidate, open, sums, linear, candidate, width));
    }
    Signal n = Unary.TANH.of(program, candidate, 0, 0);
    Signal next = program.make(one, open, n, h);
    program.add(next, new Gate(GateKernels::update, open, n, h, next, width));
    return new State(next, null);
  }

  /** {@code c' = f c + i g}, {@code h' = o tanh(c')}. */
  State lstm(Signal x, State before) {
    Signal open = open(x, before.h());
    Signal sums = product(weights.inputCandidate(), weights.inputCandidateBias(), x);
    Signal candidate = onto(weights.recurrentCandidate(), sums, before.h());
    Signal g = Unary.TANH.of(program, candidate, 0, 0);
    Signal c = program.make(one, open, g, before.c());
    program.add(c, new Gate(GateKernels::cell, open, g, before.c(), c, width));
    Signal t = Unary.TANH.of(program, c, 0, 0);
    Signal h = program.make(one, open, t);
    program.add(h, new Gate(GateKernels::output, open, t, t, h, width));
    return new State(h, c);
  }

  private Signal open(Signal x, Signal h) {
    Signal sums = product(weights.inputGates(), weights.inputGatesBias(), x);
    return Unary.SIGMOID.of(program, onto(weights.recurrentGates(), sums, h), 0, 0);
  }

  private Signal product(TiledMatrix matrix, float[] bias, Signal x) {
    Signal y = program.make(Shape.of(matrix.outputs()), x);
    program.add(y, new Steps.Dense(matrix, bias, x.data(), y.data(), 1));
    return y;
  }

  /** A product that goes on with sums which another began. */
  private Signal onto(TiledMatrix matrix, Signal sums, Signal x) {
    Signal y = program.make(Shape.of(matrix.outputs()), sums, x);
    program.add(y, new Steps.DenseOnto(matrix, sums.data(), x.data(), y.data()));
    return y;
  }

  /** A step of {@link GateKernels}. */
  private record Gate(
      GateKernels.Kernel kernel, Signal open, Signal a, Signal b, Signal result, int width)
      implements Step {
    @Override
    public boolean run() {
      kernel.apply(open.data(), a.data(), b.data(), result.data(), width);
      return true;
    }
  }
}
