package io.escapement.safety.score;

/**
 * How far the action chunks that a policy samples in one state disagree (after FIPER's action-chunk
 * entropy).
 *
 * <p>At each step of the chunk the samples' actions are sorted into cells of a given width; the
 * score is the mean over the steps of {@code -sum p ln p}, p the share of the samples in a cell: 0
 * when all agree, {@code ln samples} when none do. Immutable.
 */
public final class ChunkEntropy {

  private final int samples;
  private final int steps;
  private final int actions;
  private final double[] width;

  /**
   * Creates the score.
   *
   * @param samples chunks sampled in a state, 2 or more
   * @param steps actions in a chunk, 1 or more
   * @param width of a cell, for each value of an action, in its unit, above 0
   * @throws IllegalArgumentException if a size or width is out of its range
   */
  public ChunkEntropy(int samples, int steps, double[] width) {
    if (samples < 2 || steps < 1 || width.length < 1) {
      throw new IllegalArgumentException(
          "expected 2 or more samples of 1 or more steps, found " + samples + " of " + steps);
    }
    for (double w : width) {
      if (!(w > 0)) {
        throw new IllegalArgumentException("expected cells wider than 0, found " + w);
      }
    }
    this.samples = samples;
    this.steps = steps;
    actions = width.length;
    this.width = width.clone();
  }

  /**
   * The entropy of a batch of chunks.
   *
   * @param chunks samples x steps x actions, row-major
   * @return 0 to ln samples, nats; infinite if a value is no number
   */
  public double score(double[] chunks) {
    double total = 0;
    for (int step = 0; step < steps; step++) {
      // sum_cells p ln p = 1/n sum_samples ln(p of the sample's cell): no cells need be kept.
      for (int a = 0; a < samples; a++) {
        int same = 0;
        for (int b = 0; b < samples; b++) {
          if (together(chunks, at(a, step), at(b, step))) {
            same++;
          }
        }
        if (same == 0) {
          return Double.POSITIVE_INFINITY;
        }
        total -= StrictMath.log((double) same / samples) / samples;
      }
    }
    return total / steps;
  }

  private int at(int sample, int step) {
    return (sample * steps + step) * actions;
  }

  /** What is no number shares no cell, not even with itself. */
  private boolean together(double[] chunks, int a, int b) {
    for (int i = 0; i < actions; i++) {
      double difference =
          StrictMath.floor(chunks[a + i] / width[i]) - StrictMath.floor(chunks[b + i] / width[i]);
      if (!(difference == 0)) {
        return false;
      }
    }
    return true;
  }
}
