package io.escapement.controller.journal;

import io.escapement.benchmarks.DemoPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

/** Handing a record to the journal, and taking it out again, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SharedRingBenchmark {

  private DemoPipeline demo;
  private Path folder;
  private SharedRing ring;

  /** Makes a ring in shared memory. */
  @Setup(Level.Trial)
  public void setUp() throws IOException {
    demo = new DemoPipeline();
    folder = Files.createTempDirectory("escapement-benchmark-");
    RunDirectory run = RunDirectory.create(folder, "ring", Instant.now());
    JournalHeader header =
        new JournalHeader(
            run.newRunId(),
            0,
            demo.pipeline().record().layout(),
            new JournalHeader.Schedule(2_000_000, "lockstep", 0, 0),
            JournalSettings.DEFAULT,
            Provenance.ofThisProcess(List.of(), "none", Map.of(), 0, List.of()));
    ring = SharedRing.create(Path.of("/dev/shm"), folder, header, 64L << 20);
  }

  /** Removes it. */
  @TearDown(Level.Trial)
  public void tearDown() throws IOException {
    demo.close();
    Files.deleteIfExists(ring.path());
    try (var tree = Files.walk(folder)) {
      for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** One record in, one out. */
  @Benchmark
  public boolean handOver() {
    boolean taken = ring.offer(demo.pipeline().record());
    ring.peek();
    ring.advance();
    return taken;
  }
}
