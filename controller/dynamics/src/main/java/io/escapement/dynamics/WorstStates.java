package io.escapement.dynamics;

/** The largest of a number that each joint has, and the state in which it was found. */
final class WorstStates {

  private final double[] values;
  private final double[][] states;

  WorstStates(int joints, int stateSize) {
    values = new double[joints];
    states = new double[joints][stateSize];
  }

  void take(int joint, double found, double[] state) {
    if (found > values[joint]) {
      values[joint] = found;
      System.arraycopy(state, 0, states[joint], 0, state.length);
    }
  }

  double value(int joint) {
    return values[joint];
  }

  double[] values() {
    return values.clone();
  }

  double[] state(int joint) {
    return states[joint].clone();
  }
}
