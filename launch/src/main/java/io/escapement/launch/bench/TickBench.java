package io.escapement.launch.bench;

import io.escapement.controller.record.TickRecord;
import io.escapement.controller.stage.Phase;
import io.escapement.launch.session.RunSession;
import io.escapement.launch.summary.Percentiles;
import io.escapement.launch.summary.RunSummary;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Runs a run several times: as it is, back to back and paced, then with a stop watch around each
 * stage, then without journal, safety chain, policy, and each stage by itself. Used by one thread;
 * {@link #stop} by any.
 */
public final class TickBench {

  private static final long FEWEST_TICKS = 200;
  private static final long LEAST_FOR_A_STAGE_NS = 1_000_000_000L;
  private static final double NS_PER_S = 1e9;

  /** Parts of the whole time, of which each run without something gets one. */
  private static final int PARTS_MAIN = 4;

  private static final int PARTS_STAGES = 2;

  private static final String NOTHING = "nothing";

  private static final Set<Phase> POLICY = EnumSet.range(Phase.OBSERVE, Phase.SCORE);
  private static final Set<Phase> SAFETY = EnumSet.range(Phase.SUPERVISE, Phase.FILTER);

  private final Path file;
  private final List<String> overrides;
  private final Mode asked;
  private final Mode paced;
  private final long durationNs;
  private final PrintStream progress;
  private long startNs;
  private volatile boolean stopped;
  private volatile RunSession session;
  private boolean failed;

  /**
   * A way to pace a run.
   *
   * @param name as it stands in the report
   * @param overrides {@code key=value} each
   */
  public record Mode(String name, List<String> overrides) {

    /**
     * Takes copies.
     *
     * @param name as it stands in the report
     * @param overrides {@code key=value} each
     */
    public Mode {
      overrides = List.copyOf(overrides);
    }
  }

  /**
   * Prepares.
   *
   * @param file the run's YAML
   * @param overrides {@code key=value} each, for every run
   * @param asked how the run is paced
   * @param paced how the run is paced in real time, for one more run; null for none
   * @param durationNs time for everything, nanoseconds
   * @param progress where to tell what runs, or null
   */
  public TickBench(
      Path file,
      List<String> overrides,
      Mode asked,
      Mode paced,
      long durationNs,
      PrintStream progress) {
    this.file = file;
    this.overrides = List.copyOf(overrides);
    this.asked = asked;
    this.paced = paced;
    this.durationNs = durationNs;
    this.progress = progress;
  }

  /** Ends the run at hand and does no other; the report has what was measured until then. */
  public void stop() {
    stopped = true;
    RunSession running = session;
    if (running != null) {
      running.stop();
      running.stop();
    }
  }

  /**
   * Whether the run as it is failed.
   *
   * @return false until {@link #run} has returned
   */
  public boolean failed() {
    return failed;
  }

  /**
   * Measures.
   *
   * @param rateHz ticks a second, for the report
   * @param machine what is measured on
   * @return the report
   */
  public TickReport run(double rateHz, TestMachine machine) {
    startNs = System.nanoTime();
    double parts = PARTS_MAIN * (paced == null ? 1 : 2) + PARTS_STAGES + 1 + groups().size();
    // How many stages there are is known once they have been made; most runs have about so many.
    int expectedStages = 12;
    boolean eachStage = durationNs / (parts + expectedStages) >= LEAST_FOR_A_STAGE_NS;
    double partNs = durationNs / (parts + (eachStage ? expectedStages : 0));

    TickVariant main = TickVariant.whole(Math.round(PARTS_MAIN * partNs), FEWEST_TICKS);
    RunSummary summary = run(asked, main, asked.name());
    failed = session.failed();
    TickFigures with = main.times().figures();
    TickFigures compared = null;
    if (paced != null && !stopped) {
      TickVariant variant = TickVariant.whole(Math.round(PARTS_MAIN * partNs), FEWEST_TICKS);
      run(paced, variant, paced.name());
      compared = variant.times().figures();
    }
    Map<String, Percentiles> stages = new LinkedHashMap<>();
    if (!stopped) {
      TickVariant timed = TickVariant.timed(Math.round(PARTS_STAGES * partNs), FEWEST_TICKS);
      run(asked, timed, "each stage timed");
      stages = timed.watches().figures();
    }
    Map<String, LeftOut> without = without(main, eachStage);
    return new TickReport(
        summary.name(),
        rateHz,
        asked.name(),
        summary.ticks(),
        summary.policyCalls(),
        summary.skippedPeriods(),
        with.phasesUs(),
        with.tickUs(),
        with.inferenceUs(),
        with.overheadUs(),
        with.inferringUs(),
        with.notInferringUs(),
        with.firstTicksUs(),
        with.latenessUs(),
        summary.allocatedBytesPerTick(),
        stages,
        without,
        compared,
        machine);
  }

  private static Map<String, Set<Phase>> groups() {
    Map<String, Set<Phase>> groups = new LinkedHashMap<>();
    groups.put("journal", Set.of());
    groups.put("safety", SAFETY);
    groups.put("policy", POLICY);
    return groups;
  }

  private Map<String, LeftOut> without(TickVariant main, boolean eachStage) {
    TickRecord values = main.times().record();
    List<String> names = new ArrayList<>();
    // What the others are held against lasts as long as they do.
    names.add(NOTHING);
    names.addAll(groups().keySet());
    if (eachStage) {
      main.names().forEach(stage -> names.add(stage.name()));
    }
    Map<String, LeftOut> without = new LinkedHashMap<>();
    TickFigures whole = null;
    for (int i = 0; i < names.size() && !stopped && values != null; i++) {
      String name = names.get(i);
      long leftNs = durationNs - (System.nanoTime() - startNs);
      long shareNs = Math.max(0, leftNs / (names.size() - i));
      TickVariant variant = variant(name, shareNs, values);
      try {
        run(asked, variant, "without " + name);
      } catch (RuntimeException e) {
        // Something the run cannot do without: there is no figure then.
        tell("without " + name + " it does not run: " + e.getMessage());
        continue;
      }
      TickFigures figures = variant.times().figures();
      if (name.equals(NOTHING)) {
        whole = figures;
      } else if (figures.ticks() > 0) {
        without.put(name, LeftOut.of(figures, whole));
      }
    }
    return without;
  }

  private static TickVariant variant(String name, long measureNs, TickRecord values) {
    if (name.equals(NOTHING)) {
      return TickVariant.whole(measureNs, FEWEST_TICKS);
    }
    Set<Phase> phases = groups().get(name);
    if (phases == null) {
      return TickVariant.withoutStage(measureNs, FEWEST_TICKS, name, values);
    }
    return phases.isEmpty()
        ? TickVariant.withoutJournal(measureNs, FEWEST_TICKS)
        : TickVariant.withoutPhases(measureNs, FEWEST_TICKS, phases, values);
  }

  private RunSummary run(Mode mode, TickVariant variant, String what) {
    tell(what);
    List<String> all = new ArrayList<>(overrides);
    all.addAll(mode.overrides());
    try (RunSession prepared = RunSession.prepare(file, all, variant)) {
      session = prepared;
      if (stopped) {
        stop();
      }
      return prepared.run(false);
    }
  }

  private void tell(String what) {
    if (progress != null) {
      double goneS = startNs == 0 ? 0 : (System.nanoTime() - startNs) / NS_PER_S;
      progress.printf(Locale.ROOT, "%5.1f of %.0f s  %s%n", goneS, durationNs / NS_PER_S, what);
    }
  }
}
