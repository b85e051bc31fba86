package io.escapement.policy.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.policy.bundle.ChunkSpec;
import io.escapement.policy.bundle.ChunkSpec.Merge;
import org.junit.jupiter.api.Test;

class ChunkMergeTest {

  private static ChunkMerge rule(Merge merge) {
    return new ChunkMerge(ChunkSpec.of(8, 20_000_000).mergedBy(merge));
  }

  @Test
  void temporalEnsemblingWeighsTheOldestPredictionMost() {
    ChunkMerge rule = rule(Merge.TEMPORAL_ENSEMBLE);
    double planned = 1;
    for (int i = 1; i < 4; i++) {
      planned = rule.of(planned, i + 1, i, 0);
    }
    assertEquals(2.4875, planned, 5e-6);
  }

  @Test
  void aggregatorsAreThoseOfLerobot() {
    assertEquals(2, rule(Merge.LATEST_ONLY).of(1, 2, 1, 0));
    assertEquals(.3 * 1 + .7 * 2, rule(Merge.WEIGHTED_AVERAGE).of(1, 2, 1, 0));
    assertEquals(1.5, rule(Merge.AVERAGE).of(1, 2, 1, 0));
    assertEquals(.7 * 1 + .3 * 2, rule(Merge.CONSERVATIVE).of(1, 2, 1, 0));
  }

  @Test
  void aBlendGoesFromTheOldToTheNew() {
    ChunkMerge rule = rule(Merge.BLEND);
    assertEquals(1, rule.hold(1, 2, 6));
    assertEquals(0, rule.hold(6, 2, 6));
    assertEquals(1.2, rule.of(1, 2, 1, rule.hold(2, 2, 6)), 1e-15);
    assertEquals(1.8, rule.of(1, 2, 1, rule.hold(5, 2, 6)), 1e-15);
  }
}
