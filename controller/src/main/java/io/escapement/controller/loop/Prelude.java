package io.escapement.controller.loop;

/** What the loop's thread does shortly before a tick is due, in time that it would sleep away. */
public interface Prelude {

  /** Part of a period that it may take at most, as a divisor. */
  int PERIOD_DIVISOR = 2;

  /** Nothing. */
  Prelude NONE =
      new Prelude() {
        @Override
        public long leadNs() {
          return 0;
        }

        @Override
        public void run(long timeNs, long dtNs) {}
      };

  /**
   * How long before the tick to begin. Called once a tick.
   *
   * @return nanoseconds; 0 if nothing is to be done
   */
  long leadNs();

  /**
   * Does it.
   *
   * @param timeNs when the coming tick is due, nanoseconds since the start of the run
   * @param dtNs time since the tick before, nanoseconds
   */
  void run(long timeNs, long dtNs);
}
