package io.escapement.benchmarks;

import io.escapement.controller.loop.Clock;
import io.escapement.controller.loop.RealtimePacer;
import io.escapement.controller.loop.TickTime;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The arithmetic of a tick's time, without waiting. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScheduleBenchmark {

  private static final long PERIOD_NS = 1_000_000;

  private final TickTime time = new TickTime();
  private long nowNs;
  private RealtimePacer pacer;

  /** Starts a schedule whose clock goes on by one period a tick. */
  @Setup(Level.Trial)
  public void setUp() {
    Clock clock =
        new Clock() {
          @Override
          public long nanoTime() {
            return nowNs;
          }

          @Override
          public long wallTimeNs() {
            return nowNs;
          }
        };
    pacer = new RealtimePacer(PERIOD_NS, clock, dueNs -> nowNs = dueNs);
    pacer.start();
  }

  /** One tick's time. */
  @Benchmark
  public long next() {
    pacer.awaitNext(time);
    return time.timeNs;
  }
}
