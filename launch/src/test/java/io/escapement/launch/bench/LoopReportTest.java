package io.escapement.launch.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.escapement.launch.summary.Percentiles;
import org.junit.jupiter.api.Test;

class LoopReportTest {

  @Test
  void the_ratio_is_figure_by_figure() {
    Percentiles loop = new Percentiles(1, 30, 200, 500, 900);
    Percentiles limit = new Percentiles(20, 40, 100, 1_000, 3_600);
    assertEquals(new Percentiles(0.05, 0.75, 2, 0.5, 0.25), LoopReport.ratio(loop, limit));
  }

  @Test
  void a_limit_of_less_than_its_resolution_counts_as_that() {
    Percentiles loop = new Percentiles(0.5, 2, 3, 4, 5);
    assertEquals(0.5, LoopReport.ratio(loop, new Percentiles(0, 1, 1, 1, 1)).p50());
  }

  @Test
  void without_a_limit_there_is_no_ratio() {
    assertNull(LoopReport.ratio(new Percentiles(1, 1, 1, 1, 1), null));
  }
}
