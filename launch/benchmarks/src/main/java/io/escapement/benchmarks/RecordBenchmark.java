package io.escapement.benchmarks;

import io.escapement.controller.journal.StateHash;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.TickRecord;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What is done with a record as a whole; the demo's has about 4 KB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordBenchmark {

  private DemoPipeline demo;
  private TickRecord record;
  private UnsafeBuffer target;
  private final CRC32C crc = new CRC32C();

  /** Makes a record of the demo's. */
  @Setup(Level.Trial)
  public void setUp() {
    demo = new DemoPipeline();
    record = demo.pipeline().record();
    target = new UnsafeBuffer(BufferUtil.allocateDirectAligned(record.layout().length(), 64));
    record.copyTo(target, 0, record.layout().length());
  }

  /** Takes it down. */
  @TearDown(Level.Trial)
  public void tearDown() {
    demo.close();
  }

  /** The whole record to another place. */
  @Benchmark
  public void copy() {
    record.copyTo(target, 0, record.layout().length());
  }

  /** What a tick zeroes. */
  @Benchmark
  public void clear() {
    record.clear(RecordLayout.Region.DECISION);
    record.clear(RecordLayout.Region.BOUNDARY);
    record.clear(RecordLayout.Region.DERIVED);
  }

  /** The hash over memory and derived channels, on the writer's thread. */
  @Benchmark
  public long stateHash() {
    return StateHash.of(target, 0, record.layout());
  }

  /** The checksum of a record, on the writer's thread. */
  @Benchmark
  public long checksum() {
    crc.reset();
    crc.update(target.byteBuffer().clear());
    return crc.getValue();
  }
}
