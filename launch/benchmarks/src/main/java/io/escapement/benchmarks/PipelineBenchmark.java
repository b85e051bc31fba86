package io.escapement.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A whole tick of the demo without its physics: one in ten infers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PipelineBenchmark {

  private DemoPipeline demo;

  /** Wires the demo. */
  @Setup(Level.Trial)
  public void setUp() {
    demo = new DemoPipeline();
  }

  /** Takes it down. */
  @TearDown(Level.Trial)
  public void tearDown() {
    demo.close();
  }

  /** One tick. */
  @Benchmark
  public void tick() {
    demo.tick();
  }
}
