package io.escapement.hardware.faults;

import io.escapement.controller.record.F64Channel;

/** Changes the measured value of elements of one channel; time and number of the sample stay. */
final class ValueFault implements SampleFault {

  /** What becomes of a value. */
  @FunctionalInterface
  interface Change {

    /** The value that is measured instead. */
    double of(double value);
  }

  private final Window window;
  private final F64Channel channel;
  private final int first;
  private final int end;
  private final Change change;

  /** Spoils the elements from {@code first} up to, not including, {@code end}. */
  ValueFault(Window window, F64Channel channel, int first, int end, Change change) {
    this.window = window;
    this.channel = channel;
    this.first = first;
    this.end = end;
    this.change = change;
  }

  /** The nearest multiple of a step; zero under a step of zero. */
  static Change quantised(double step) {
    return step == 0 ? value -> 0 : value -> step * Math.rint(value / step);
  }

  @Override
  public void apply(long timeNs) {
    if (window.contains(timeNs)) {
      for (int i = first; i < end; i++) {
        channel.set(i, change.of(channel.get(i)));
      }
    }
  }
}
