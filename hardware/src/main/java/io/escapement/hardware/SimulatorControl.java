package io.escapement.hardware;

/** What an operator or a timeline does to a simulated world. */
public interface SimulatorControl {

  /**
   * Schedules a push, which then happens at exactly that simulated time in every run. Called when
   * the driver is open and not yet active.
   *
   * @param push when, where and how strong
   * @throws io.escapement.controller.config.PreflightException if the model has no such body
   * @throws IllegalStateException if the driver is not open, or active already
   */
  void schedule(Push push);

  /**
   * Pushes from the next physics step on. From any thread, while the driver is active; what came of
   * it is in the record, the moment is not repeatable.
   *
   * @param body the body's name
   * @param xN force along the world's x axis, newtons
   * @param yN force along the world's y axis, newtons
   * @param zN force along the world's z axis, newtons
   * @param durationNs how long it lasts, nanoseconds, positive
   * @return false if too many pushes wait or act already, and this one does not happen
   * @throws IllegalArgumentException if the model has no such body or a number is out of range
   */
  boolean applyPush(String body, double xN, double yN, double zN, long durationNs);
}
