package io.escapement.launch.summary;

import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.safety.chain.CertifiedSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.agrona.DirectBuffer;

/**
 * Gathers what a summary tells from full tick records, in the order of their ticks. Used by one
 * thread at a time, never the loop's.
 */
public final class RunObserver {

  /** Transitions beyond this number are counted, not listed. */
  private static final int MAX_TRANSITIONS = 200;

  private final String robot;
  private final boolean floatingBase;
  private final ModeNames names;
  private final Motion motion;
  private final CertifiedObserver certified;
  private final List<Transition> transitions = new ArrayList<>();
  private RecordLayout layout;
  private int tickOffset;
  private int timeOffset;
  private int modeOffset;
  private int causeOffset;
  private int terminalOffset;
  private int callsOffset;
  private int interventionOffset;
  private int actuators;
  private long ticks;
  private long lastTick = -1;
  private long policyCalls;
  private long intervenedTicks;
  private long transitionCount;
  private int mode = -1;
  private boolean terminal;
  private double durationS;

  /**
   * Creates an observer that has seen nothing.
   *
   * @param robot name of the robot
   * @param floatingBase whether it can fall
   * @param names names of modes and causes
   * @param certified what the certified filter goes by, if the run has one
   */
  public RunObserver(
      String robot, boolean floatingBase, ModeNames names, Optional<CertifiedSettings> certified) {
    this.robot = Objects.requireNonNull(robot, "robot");
    this.floatingBase = floatingBase;
    this.names = Objects.requireNonNull(names, "names");
    this.motion = new Motion(robot);
    this.certified = certified.map(CertifiedObserver::new).orElse(null);
  }

  /**
   * Takes one full record.
   *
   * @param record a buffer that holds it
   * @param start where in the buffer it starts
   * @param recordLayout its layout
   */
  public void accept(DirectBuffer record, int start, RecordLayout recordLayout) {
    if (!recordLayout.equals(layout)) {
      bind(recordLayout);
    }
    long tick = Channels.i64(record, start, tickOffset);
    motion.accept(record, start);
    if (Channels.present(modeOffset)) {
      observeMode(record, start, tick);
    }
    // The record before the first tick, and one that a new revision repeats, are no ticks of their
    // own.
    if (tick <= lastTick || tick < 0) {
      return;
    }
    lastTick = tick;
    ticks++;
    durationS = Channels.i64(record, start, timeOffset) / 1e9;
    if (certified != null) {
      certified.accept(record, start, durationS);
    }
    if (Channels.present(callsOffset)) {
      policyCalls = Channels.i64(record, start, callsOffset);
    }
    if (Channels.present(interventionOffset) && intervened(record, start)) {
      intervenedTicks++;
    }
  }

  private void bind(RecordLayout recordLayout) {
    layout = recordLayout;
    Channels channels = new Channels(layout);
    tickOffset = channels.offset(LoopChannels.TICK);
    timeOffset = channels.offset(LoopChannels.TIME_NS);
    modeOffset = channels.offset(robot + "/supervisor/mode");
    causeOffset = channels.offset(robot + "/supervisor/cause");
    terminalOffset = channels.offset(robot + "/supervisor/terminal");
    callsOffset = channels.offset(robot + "/policy/calls");
    interventionOffset = channels.offset(robot + "/safety/intervention");
    actuators =
        Channels.present(interventionOffset)
            ? layout.find(robot + "/safety/intervention").spec().count()
            : 0;
    motion.layout(layout, floatingBase);
    if (certified != null) {
      certified.layout(layout);
    }
  }

  private void observeMode(DirectBuffer record, int start, long tick) {
    int now = Channels.i32(record, start, modeOffset, 0);
    if (mode >= 0 && now != mode) {
      transitionCount++;
      if (transitions.size() < MAX_TRANSITIONS) {
        transitions.add(
            new Transition(
                tick,
                Channels.i64(record, start, timeOffset) / 1e9,
                names.modes().apply(mode),
                names.modes().apply(now),
                names.causes().apply(Channels.i32(record, start, causeOffset, 0))));
      }
    }
    mode = now;
    terminal =
        Channels.present(terminalOffset) && Channels.i32(record, start, terminalOffset, 0) != 0;
  }

  private boolean intervened(DirectBuffer record, int start) {
    for (int i = 0; i < actuators; i++) {
      if (Channels.i32(record, start, interventionOffset, i) != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Ticks seen.
   *
   * @return without the record before the first
   */
  public long ticks() {
    return ticks;
  }

  /**
   * Inferences of the policy.
   *
   * @return their number at the last record
   */
  public long policyCalls() {
    return policyCalls;
  }

  /**
   * Ticks on which the command was changed by the safety chain.
   *
   * @return their number
   */
  public long intervenedTicks() {
    return intervenedTicks;
  }

  /**
   * What the certified filter did.
   *
   * @return as the last record has it, or null for a run without one
   */
  public CertifiedFigures certified() {
    return certified == null ? null : certified.figures(ticks);
  }

  /**
   * The mode in force.
   *
   * @return its name at the last record, or null before any
   */
  public String mode() {
    return mode < 0 ? null : names.modes().apply(mode);
  }

  /**
   * Whether the run ended in a last fallback that nobody had asked for.
   *
   * @return the state at the last record
   */
  public boolean terminal() {
    return terminal;
  }

  /**
   * Changes of mode, the first few hundred.
   *
   * @return in the order of their ticks
   */
  public List<Transition> transitions() {
    return List.copyOf(transitions);
  }

  /**
   * Number of all changes of mode.
   *
   * @return including those that are not listed
   */
  public long transitionCount() {
    return transitionCount;
  }

  /**
   * Time of the last tick.
   *
   * @return seconds since the start of the run
   */
  public double durationS() {
    return durationS;
  }

  /**
   * Movement of the base from the first record to the last.
   *
   * @return x, y, z in the world, metres; null where only the robot itself could know
   */
  public double[] baseDisplacementM() {
    return motion.displacementM();
  }

  /**
   * Lowest height of the base.
   *
   * @return metres, or null
   */
  public Double minBaseHeightM() {
    return motion.minHeightM();
  }

  /**
   * Largest tilt of the base from upright.
   *
   * @return degrees, or null for a fixed base
   */
  public Double maxTiltDeg() {
    return motion.maxTiltDeg();
  }
}
