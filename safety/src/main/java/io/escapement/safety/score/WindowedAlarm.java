package io.escapement.safety.score;

/**
 * The mean of a score over its last values, and whether that is over a threshold.
 *
 * <p>The window is the caller's array of {@link #stateSize()} doubles; before it is full the mean
 * is over what is there. A score that is no number counts as infinite. Immutable.
 */
public final class WindowedAlarm {

  private static final int SEEN = 0;
  private static final int NEXT = 1;
  private static final int VALUES = 2;

  private final int window;
  private final double threshold;

  /**
   * Creates an alarm.
   *
   * @param window number of values, 1 or more
   * @param threshold above which it sounds; infinite for never
   * @throws IllegalArgumentException if the window is empty or the threshold no number
   */
  public WindowedAlarm(int window, double threshold) {
    if (window < 1 || Double.isNaN(threshold)) {
      throw new IllegalArgumentException(
          "expected a window of 1 or more and a threshold, found " + window + ", " + threshold);
    }
    this.window = window;
    this.threshold = threshold;
  }

  /**
   * How many doubles the state has.
   *
   * @return the window and two
   */
  public int stateSize() {
    return VALUES + window;
  }

  /**
   * Empties the window, as at the start of an episode.
   *
   * @param state written
   */
  public void start(double[] state) {
    for (int i = 0; i < stateSize(); i++) {
      state[i] = 0;
    }
  }

  /**
   * Takes a value into the window.
   *
   * @param state read and written
   * @param score the value
   * @return the mean, added up from the oldest to the newest
   */
  public double add(double[] state, double score) {
    int next = (int) state[NEXT];
    state[VALUES + next] = Double.isNaN(score) ? Double.POSITIVE_INFINITY : score;
    next = next + 1 == window ? 0 : next + 1;
    state[NEXT] = next;
    int seen = Math.min(window, (int) state[SEEN] + 1);
    state[SEEN] = seen;
    double sum = 0;
    int at = next - seen < 0 ? next - seen + window : next - seen;
    for (int i = 0; i < seen; i++) {
      sum += state[VALUES + at];
      at = at + 1 == window ? 0 : at + 1;
    }
    return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum / seen;
  }

  /**
   * Whether a mean is an alarm.
   *
   * @param mean as {@link #add} returned it
   * @return true above the threshold
   */
  public boolean isOver(double mean) {
    return mean > threshold;
  }
}
