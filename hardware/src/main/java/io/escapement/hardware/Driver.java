package io.escapement.hardware;

import io.escapement.controller.loop.DeviceClock;
import io.escapement.controller.stage.Sink;
import io.escapement.controller.stage.Source;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The way to one device, or to a simulator: sensor values into the tick record, the command out of
 * it.
 *
 * <p>Life cycle: {@link #open} (connect, check, move nothing), {@link #activate} (the drives obey
 * from now on), sources and sinks once a tick, {@link #deactivate} (the drives obey no more),
 * {@link #close}. A step out of order is refused with an {@link IllegalStateException} that names
 * the driver; {@link LifeCycle} sees to it. The steps are called by one thread, not the loop's;
 * between {@link #activate} and {@link #deactivate} the loop's thread calls sources and sinks. The
 * thread of the steps reads the sources once before {@link #activate}, so that the loop can be
 * warmed up on the world as it is, and once after it.
 */
public interface Driver extends AutoCloseable {

  /**
   * Name for messages.
   *
   * @return a short name, unique in a run
   */
  String name();

  /**
   * Whether nothing real can move.
   *
   * @return true for a simulator or a replayed recording; false for hardware
   */
  boolean simulator();

  /**
   * How long the drives go on by the last command when no further one comes, such as after the
   * process died, before they fall back by themselves.
   *
   * @return nanoseconds, or empty if the drives have no such time-out, which is refused off the
   *     simulator
   */
  OptionalLong commandTimeoutNs();

  /**
   * What the driver brings into the record. May be called before {@link #open}; declaring does not
   * touch the device.
   *
   * @return the same sources at each call
   */
  List<Source> sources();

  /**
   * What the driver takes out of the record. May be called before {@link #open}; declaring does not
   * touch the device.
   *
   * @return the same sinks at each call
   */
  List<Sink> sinks();

  /**
   * The device's own rhythm, if the loop is to follow it.
   *
   * @return a clock whose blocking read ends with the next sample, or empty
   */
  default Optional<DeviceClock> clock() {
    return Optional.empty();
  }

  /**
   * What can be done to a simulated world beside commanding the robot.
   *
   * @return the control of a simulator, or empty
   */
  default Optional<SimulatorControl> simulatorControl() {
    return Optional.empty();
  }

  /**
   * Connects to the device and checks that it is the one that the robot model describes. Nothing
   * moves. After a failure everything is as before.
   *
   * @throws io.escapement.controller.config.PreflightException if the device is absent or another
   */
  void open();

  /**
   * Makes the drives obey, without a command yet. After a failure the driver is open, and the
   * drives do not obey.
   *
   * @throws DriverException if the device refuses
   */
  void activate();

  /**
   * Makes the drives obey no more, in the way that the device itself holds to be safe. Does nothing
   * where the driver is not active. Even after a failure the driver counts as inactive.
   *
   * @throws DriverException if the device does not confirm
   */
  void deactivate();

  /** Deactivates if need be and lets the device go. Closing twice does nothing. */
  @Override
  void close();
}
