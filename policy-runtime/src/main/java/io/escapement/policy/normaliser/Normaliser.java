package io.escapement.policy.normaliser;

/** Normalises the elements of an observation, on the loop's thread. */
public final class Normaliser {

  private final double[] mean;
  private final double[] divisor;
  private final double clip;

  /**
   * Creates a normaliser.
   *
   * @param family the formula
   * @param statistics of the observation's elements
   * @param epsilon the family's or another
   * @param clip greatest magnitude of a normalised element, infinite for none
   */
  public Normaliser(
      NormaliserFamily family, ObservationStatistics statistics, double epsilon, double clip) {
    int size = statistics.size();
    this.mean = new double[size];
    this.divisor = new double[size];
    this.clip = clip;
    for (int i = 0; i < size; i++) {
      mean[i] = statistics.mean().get(i);
      divisor[i] = family.divisor(statistics.spread().get(i), statistics.measure(), epsilon);
    }
  }

  /**
   * Number of elements.
   *
   * @return the observation's size
   */
  public int size() {
    return mean.length;
  }

  /**
   * Normalises an element.
   *
   * @param element its index in the observation
   * @param value what was observed
   * @return the value in units of its deviation, clipped; NaN stays NaN
   */
  public double apply(int element, double value) {
    double normal = (value - mean[element]) / divisor[element];
    if (normal > clip) {
      return clip;
    }
    return normal < -clip ? -clip : normal;
  }
}
