package io.escapement.controller.loop;

/** The machine's monotonic and wall clocks. */
enum SystemClock implements Clock {
  INSTANCE;

  private static final long NS_PER_MS = 1_000_000L;

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public long wallTimeNs() {
    return System.currentTimeMillis() * NS_PER_MS;
  }
}
