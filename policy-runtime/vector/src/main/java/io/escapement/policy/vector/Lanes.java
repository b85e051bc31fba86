package io.escapement.policy.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vectors that all kernels work with, and arrays that whole vectors fit into. */
final class Lanes {

  /**
   * Eight floats on every processor: where it has wider or narrower ones, the bits are the same.
   */
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;

  /** Floats in a vector. */
  static final int COUNT = 8;

  private Lanes() {}

  /** The next multiple of the number of lanes. */
  static int padded(int elements) {
    return (elements + COUNT - 1) & -COUNT;
  }

  /**
   * An array in which a vector may begin at any element: kernels load and store whole vectors, and
   * what lies behind the elements means nothing.
   */
  static float[] array(int elements) {
    return new float[padded(elements) + COUNT];
  }
}
