package io.escapement.launch.bench;

import io.escapement.launch.summary.Percentiles;
import java.io.IOException;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * How late wake-ups were, in whole microseconds as cyclictest counts them, summed over its runs.
 * Used by one thread at a time.
 */
final class WakeUpCounts {

  private static final long HIGHEST_US = 60_000_000;
  private static final int DIGITS = 4;
  private static final String MAX = "# Max Latencies:";
  private static final String OVERFLOWS = "# Histogram Overflows:";

  private final Histogram latenessUs = new Histogram(HIGHEST_US, DIGITS);

  /**
   * Adds one run. Wake-ups beyond the end of its histogram count as late as the latest.
   *
   * @param lines what cyclictest printed for one thread with {@code -h}
   * @throws IOException if that is not understood; nothing is added
   */
  void add(List<String> lines) throws IOException {
    long max = -1;
    long overflows = 0;
    Histogram run = new Histogram(HIGHEST_US, DIGITS);
    for (String line : lines) {
      if (line.startsWith(MAX)) {
        max = number(line, line.substring(MAX.length()));
      } else if (line.startsWith(OVERFLOWS)) {
        overflows = number(line, line.substring(OVERFLOWS.length()));
      } else if (!line.isBlank() && Character.isDigit(line.charAt(0))) {
        String[] cells = line.strip().split("\\s+");
        if (cells.length != 2) {
          throw notUnderstood(line);
        }
        long count = number(line, cells[1]);
        if (count > 0) {
          run.recordValueWithCount(number(line, cells[0]), count);
        }
      }
    }
    if (max < 0) {
      throw notUnderstood(lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1));
    }
    if (overflows > 0) {
      run.recordValueWithCount(Math.min(max, HIGHEST_US), overflows);
    }
    latenessUs.add(run);
  }

  private static long number(String line, String text) throws IOException {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw notUnderstood(line);
    }
  }

  private static IOException notUnderstood(String line) {
    return new IOException("cyclictest says what is not understood: " + line);
  }

  long count() {
    return latenessUs.getTotalCount();
  }

  /** Share of wake-ups that came so late or later; 0 if there was none. */
  double share(long us) {
    long all = count();
    return all == 0
        ? 0
        : (double) latenessUs.getCountBetweenValues(us, latenessUs.getMaxValue() + us) / all;
  }

  /**
   * Share of periods in which there was no wake-up, because the one before came too late; over all
   * periods.
   */
  double skippedShare(long periodUs) {
    long skipped = 0;
    for (HistogramIterationValue value : latenessUs.recordedValues()) {
      skipped += value.getValueIteratedTo() / periodUs * value.getCountAtValueIteratedTo();
    }
    return skipped == 0 ? 0 : (double) skipped / (count() + skipped);
  }

  Percentiles percentiles() {
    return new Percentiles(
        latenessUs.getValueAtPercentile(50),
        latenessUs.getValueAtPercentile(99),
        latenessUs.getValueAtPercentile(99.9),
        latenessUs.getValueAtPercentile(99.99),
        latenessUs.getMaxValue());
  }
}
