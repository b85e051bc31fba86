package io.escapement.policy.vector;

import io.escapement.policy.vector.Value.Signal;

/** A function of one element as a program of its own. */
final class FunctionUnderTest {

  private final float[] x;
  private final float[] y;
  private final Step[] steps;

  FunctionUnderTest(Unary function, int elements, float alpha, float beta) {
    Program program = new Program();
    Signal input = new Signal(Lanes.array(elements), Shape.of(elements), false, false);
    Signal output = function.of(program, input, alpha, beta);
    this.x = input.data();
    this.y = output.data();
    this.steps = program.steps();
  }

  float[] x() {
    return x;
  }

  float[] y() {
    return y;
  }

  void run() {
    for (Step step : steps) {
      step.run();
    }
  }
}
