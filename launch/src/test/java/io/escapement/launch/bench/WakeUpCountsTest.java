package io.escapement.launch.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.launch.summary.Percentiles;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WakeUpCountsTest {

  private final WakeUpCounts counts = new WakeUpCounts();

  private static List<String> printed(String histogram, long max, long overflows) {
    return ("""
        # /dev/cpu_dma_latency set to 0us
        # Histogram
        %s
        # Total: 000000972
        # Min Latencies: 00015
        # Avg Latencies: 00036
        # Max Latencies: %05d
        # Histogram Overflows: %05d
        # Histogram Overflow at cycle number:
        # Thread 0: 00144 00414

        """)
        .formatted(histogram, max, overflows)
        .lines()
        .toList();
  }

  @Test
  void reads_the_percentiles_off_a_histogram() throws IOException {
    counts.add(printed("000000 000000\n000020 000950\n000040 000048\n000130 000002", 130, 0));
    assertEquals(1_000, counts.count());
    assertEquals(new Percentiles(20, 40, 130, 130, 130), counts.percentiles());
  }

  @Test
  void wake_ups_beyond_its_end_count_as_late_as_the_latest() throws IOException {
    counts.add(printed("000020 000990", 2_925, 10));
    assertEquals(1_000, counts.count());
    assertEquals(2_925, counts.percentiles().max());
    assertEquals(2_925, counts.percentiles().p999());
    assertEquals(0.01, counts.share(1_000));
  }

  @Test
  void runs_add_up() throws IOException {
    counts.add(printed("000020 000600", 20, 0));
    counts.add(printed("000050 000400", 50, 0));
    assertEquals(1_000, counts.count());
    assertEquals(20, counts.percentiles().p50());
    assertEquals(50, counts.percentiles().p99());
  }

  @Test
  void the_share_of_the_late_counts_from_the_given_lateness_on() throws IOException {
    counts.add(printed("000199 000090\n000200 000006\n000900 000004", 900, 0));
    assertEquals(0.10, counts.share(200));
    assertEquals(0.04, counts.share(201));
    assertEquals(0, counts.share(901));
    assertEquals(0, new WakeUpCounts().share(1));
  }

  @Test
  void a_wake_up_that_is_periods_late_leaves_periods_without_one() throws IOException {
    counts.add(printed("000199 000094\n000200 000001\n000999 000001", 999, 0));
    assertEquals(5.0 / 101, counts.skippedShare(200));
    assertEquals(0, counts.skippedShare(1_000));
  }

  @Test
  void what_is_no_histogram_is_refused_and_adds_nothing() {
    for (List<String> lines :
        List.of(
            List.<String>of(),
            List.of("Unable to change scheduling policy!"),
            List.of("000020 000100"),
            List.of("000020 000100 000007", "# Max Latencies: 00020"),
            List.of("000020 many", "# Max Latencies: 00020"))) {
      String message = assertThrows(IOException.class, () -> counts.add(lines)).getMessage();
      assertTrue(message.contains("not understood"), message);
    }
    assertEquals(0, counts.count());
  }
}
