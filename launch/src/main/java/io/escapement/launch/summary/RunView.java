package io.escapement.launch.summary;

import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.launch.text.LineBuffer;
import org.agrona.DirectBuffer;

/**
 * What one record says to somebody who watches: time, mode, command, and how far the base has come.
 */
public final class RunView {

  private final ModeNames names;
  private final int tickOffset;
  private final int timeOffset;
  private final int modeOffset;
  private final int commandOffset;
  private final int positionOffset;
  private final double[] origin = new double[2];
  private DirectBuffer record;

  /**
   * Looks the channels up.
   *
   * @param robot name of the robot
   * @param layout layout of the records
   * @param names names of modes
   */
  public RunView(String robot, RecordLayout layout, ModeNames names) {
    this.names = names;
    Channels channels = new Channels(layout);
    tickOffset = channels.offset(LoopChannels.TICK);
    timeOffset = channels.offset(LoopChannels.TIME_NS);
    modeOffset = channels.offset(robot + "/supervisor/mode");
    commandOffset = channels.offset(robot + "/operator/velocity_command");
    positionOffset = channels.offset(robot + "/truth/position");
  }

  /**
   * Measures distance from where the base is in a record.
   *
   * @param first holds a record from index 0 on
   */
  public void origin(DirectBuffer first) {
    if (Channels.present(positionOffset)) {
      origin[0] = Channels.f64(first, 0, positionOffset, 0);
      origin[1] = Channels.f64(first, 0, positionOffset, 1);
    }
  }

  /**
   * Looks at a record.
   *
   * @param newest holds a record from index 0 on; read by the other methods until the next call
   */
  public void read(DirectBuffer newest) {
    record = newest;
  }

  /**
   * Number of the tick.
   *
   * @return -1 before the first
   */
  public long tick() {
    return Channels.i64(record, 0, tickOffset);
  }

  /**
   * Time of the tick.
   *
   * @return seconds since the start of the run
   */
  public double timeS() {
    return Math.max(0, Channels.i64(record, 0, timeOffset) / 1e9);
  }

  /**
   * The supervisor's mode.
   *
   * @return its name, or a dash
   */
  public String mode() {
    return Channels.present(modeOffset)
        ? names.modes().apply(Channels.i32(record, 0, modeOffset, 0))
        : "-";
  }

  /**
   * Appends velocity command and distance from the origin; nothing for a robot that has neither.
   *
   * @param line takes a few words
   */
  public void motion(LineBuffer line) {
    if (Channels.present(commandOffset)) {
      line.text("command ")
          .signed(Channels.f64(record, 0, commandOffset, 0), 2)
          .text(" ")
          .signed(Channels.f64(record, 0, commandOffset, 1), 2)
          .text(" m/s ")
          .signed(Channels.f64(record, 0, commandOffset, 2), 2)
          .text(" rad/s");
    }
    if (Channels.present(positionOffset)) {
      double x = Channels.f64(record, 0, positionOffset, 0) - origin[0];
      double y = Channels.f64(record, 0, positionOffset, 1) - origin[1];
      line.text("  moved ").number(StrictMath.hypot(x, y), 2, 0).text(" m");
    }
  }
}
