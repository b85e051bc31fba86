package io.escapement.benchmarks;

import io.escapement.controller.record.TickRecord;
import io.escapement.controller.stage.Stage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Single stages of the demo, again and again on the record of a tick on which the policy is due.
 * What a stage remembers goes on from call to call.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StageBenchmark {

  private static final int TICKS_PER_INFERENCE = 10;

  /** Name of the stage. */
  @Param({
    "tock/policy/observe",
    "tock/policy/infer",
    "tock/nominal/decode",
    "monitors",
    "supervisor",
    "mode_command",
    "filter_chain",
    "hardware_clamp",
    "intervention_record"
  })
  public String stage;

  private DemoPipeline demo;
  private Stage ticked;

  /** Wires the demo, and runs it to a tick on which the policy is due. */
  @Setup(Level.Trial)
  public void setUp() {
    demo = new DemoPipeline();
    TickRecord record = demo.pipeline().record();
    int due = record.layout().find("tock/policy/due").offset();
    for (int i = 0; i < TICKS_PER_INFERENCE && record.buffer().getInt(due) == 0; i++) {
      demo.tick();
    }
    ticked = demo.stage(stage);
  }

  /** Takes it down. */
  @TearDown(Level.Trial)
  public void tearDown() {
    demo.close();
  }

  /** One tick of the stage. */
  @Benchmark
  public void tick() {
    ticked.tick();
  }
}
