package io.escapement.controller.stage;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import java.util.ArrayList;
import java.util.List;

/**
 * The channels that every record has: the tick's number and time, the journal's state, and the
 * loop's punctuality.
 */
public final class LoopChannels {

  /**
   * Number of the tick ({@code input i64[1]}), 0 for the first; the record before the first tick
   * has -1.
   */
  public static final String TICK = "loop/clock/tick";

  /**
   * Time of the tick ({@code input i64[1]}): nanoseconds since the start of the run, on the
   * schedule.
   */
  public static final String TIME_NS = "loop/clock/time_ns";

  /** Time since the tick before ({@code input i64[1]}), nanoseconds. */
  public static final String DT_NS = "loop/clock/dt_ns";

  /**
   * Periods that were skipped just before this tick because the one before ran late ({@code input
   * i32[1]}).
   */
  public static final String SKIPPED = "loop/clock/skipped";

  /** Records that the journal could not take so far ({@code input i64[1]}). */
  public static final String JOURNAL_LOST = "loop/journal/lost";

  /**
   * State of the journal ({@code input i32[1]}): 0 sound, 1 ring full, 2 the disk cannot give the
   * next stretch.
   */
  public static final String JOURNAL_STATE = "loop/journal/state";

  /** Wake-up after the tick's due time ({@code timing i64[1]}), nanoseconds. */
  public static final String LATENESS_NS = "loop/timing/lateness_ns";

  /** Duration of each phase of this tick ({@code timing i64[Phase.COUNT]}), nanoseconds. */
  public static final String PHASE_NS = "loop/timing/phase_ns";

  /** Records that wait in the journal's ring ({@code timing i64[1]}). */
  public static final String QUEUE_DEPTH = "loop/timing/queue_depth";

  /** Wall-clock time at the last anchor ({@code timing i64[1]}), nanoseconds since 1970. */
  public static final String WALL_ANCHOR_NS = "loop/timing/wall_anchor_ns";

  /**
   * Time of the tick at the last anchor ({@code timing i64[1]}), nanoseconds since the start of the
   * run.
   */
  public static final String ANCHOR_TIME_NS = "loop/timing/anchor_time_ns";

  /** What the names of the loop's own channels start with; no step may declare another. */
  static final String PREFIX = "loop/";

  final I64Channel tick = new I64Channel(ChannelSpec.input(TICK, ChannelType.I64, 1));
  final I64Channel timeNs =
      new I64Channel(ChannelSpec.input(TIME_NS, ChannelType.I64, 1).withUnit("ns"));
  final I64Channel dtNs =
      new I64Channel(ChannelSpec.input(DT_NS, ChannelType.I64, 1).withUnit("ns"));
  final I32Channel skipped =
      new I32Channel(ChannelSpec.input(SKIPPED, ChannelType.I32, 1).withUnit("periods"));
  final I64Channel journalLost =
      new I64Channel(ChannelSpec.input(JOURNAL_LOST, ChannelType.I64, 1).withUnit("records"));
  final I32Channel journalState =
      new I32Channel(ChannelSpec.input(JOURNAL_STATE, ChannelType.I32, 1));
  final I64Channel latenessNs =
      new I64Channel(ChannelSpec.timing(LATENESS_NS, ChannelType.I64, 1).withUnit("ns"));
  final I64Channel phaseNs =
      new I64Channel(
          ChannelSpec.timing(PHASE_NS, ChannelType.I64, Phase.COUNT)
              .withUnit("ns")
              .withLabels(phaseNames()));
  final I64Channel queueDepth =
      new I64Channel(ChannelSpec.timing(QUEUE_DEPTH, ChannelType.I64, 1).withUnit("records"));
  final I64Channel wallAnchorNs =
      new I64Channel(
          ChannelSpec.timing(WALL_ANCHOR_NS, ChannelType.I64, 1).withUnit("ns since 1970"));
  final I64Channel anchorTimeNs =
      new I64Channel(ChannelSpec.timing(ANCHOR_TIME_NS, ChannelType.I64, 1).withUnit("ns"));

  LoopChannels() {}

  void declare(Wiring wiring) {
    wiring.writes(tick);
    wiring.writes(timeNs);
    wiring.writes(dtNs);
    wiring.writes(skipped);
    wiring.writes(journalLost);
    wiring.writes(journalState);
    wiring.writes(latenessNs);
    wiring.writes(phaseNs);
    wiring.writes(queueDepth);
    wiring.writes(wallAnchorNs);
    wiring.writes(anchorTimeNs);
  }

  private static List<String> phaseNames() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Phase.COUNT; i++) {
      names.add(Phase.at(i).name().toLowerCase(java.util.Locale.ROOT));
    }
    return names;
  }
}
