package io.escapement.controller.loop;

/** What the loop's thread does between two ticks, in time that it would sleep away. */
public interface Prelude {

  /** Part of a period that it may take at most, as a divisor. */
  int PERIOD_DIVISOR = 2;

  /** Nothing. */
  Prelude NONE =
      new Prelude() {
        @Override
        public void ahead(long timeNs) {}

        @Override
        public long leadNs() {
          return 0;
        }

        @Override
        public void run(long timeNs, long dtNs) {}
      };

  /**
   * Does what need not wait for the tick. Called at the beginning of a wait in which there is time.
   *
   * @param timeNs when the coming tick is due, nanoseconds since the start of the run
   */
  void ahead(long timeNs);

  /**
   * How long before the tick to begin with the rest. Called once a tick.
   *
   * @return nanoseconds; 0 if nothing is to be done
   */
  long leadNs();

  /**
   * Does the rest, shortly before the tick is due.
   *
   * @param timeNs when the coming tick is due, nanoseconds since the start of the run
   * @param dtNs time since the tick before, nanoseconds
   */
  void run(long timeNs, long dtNs);
}
