package io.escapement.launch.bench;

import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.launch.summary.Percentiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * Puts a stop watch around each stage of a run. Two readings of the clock a stage make such a run
 * slower than others; a stage's own time contains one of them.
 *
 * <p>Written by the loop's thread without allocating; read when the loop has ended.
 */
final class TimedStages {

  private static final long HIGHEST_NS = 60_000_000_000L;
  private static final int DIGITS = 3;

  private final LongSupplier clockNs;
  private final List<TimedStage> timed = new ArrayList<>();
  private boolean begun;

  /**
   * Creates stop watches.
   *
   * @param clockNs monotonic nanoseconds
   */
  TimedStages(LongSupplier clockNs) {
    this.clockNs = clockNs;
  }

  /** The stages with a stop watch each. */
  List<Stage> around(List<Stage> stages) {
    stages.forEach(stage -> timed.add(new TimedStage(stage)));
    return List.copyOf(timed);
  }

  /** From now on it counts. On the loop's thread, between ticks. */
  void begin() {
    begun = true;
  }

  /** Each stage's time in microseconds, in the order in which they run. */
  Map<String, Percentiles> figures() {
    Map<String, Percentiles> figures = new LinkedHashMap<>();
    timed.stream()
        .sorted(Comparator.comparing(TimedStage::phase))
        .filter(stage -> stage.histogram.getTotalCount() > 0)
        .forEach(stage -> figures.put(stage.name(), Percentiles.of(stage.histogram)));
    return figures;
  }

  /** One stage with its stop watch. */
  private final class TimedStage implements Stage {

    private final Stage stage;
    private final Histogram histogram = new Histogram(HIGHEST_NS, DIGITS);

    TimedStage(Stage stage) {
      this.stage = stage;
    }

    @Override
    public String name() {
      return stage.name();
    }

    @Override
    public Phase phase() {
      return stage.phase();
    }

    @Override
    public void declare(Wiring wiring) {
      stage.declare(wiring);
    }

    @Override
    public void initialise() {
      stage.initialise();
    }

    @Override
    public void tick() {
      long startNs = clockNs.getAsLong();
      stage.tick();
      long ns = clockNs.getAsLong() - startNs;
      if (begun) {
        histogram.recordValue(Math.min(ns, HIGHEST_NS));
      }
    }

    @Override
    public void prime() {
      stage.prime();
    }

    @Override
    public void close() {
      stage.close();
    }
  }
}
