package io.escapement.controller.replay;

/** What the re-execution from one keyframe to the next found. */
final class SegmentResult {

  long compared;
  long mismatches;
  long runNs;
  Divergence first;

  void tick(Divergence divergence) {
    compared++;
    if (divergence != null) {
      mismatches++;
      if (first == null) {
        first = divergence;
      }
    }
  }

  /** The record before the first tick is no tick, and counts only where it differs. */
  void opening(Divergence divergence) {
    if (divergence != null) {
      mismatches++;
      first = divergence;
    }
  }

  /** Adds the result of a later segment. */
  void add(SegmentResult later) {
    compared += later.compared;
    mismatches += later.mismatches;
    runNs += later.runNs;
    if (first == null) {
      first = later.first;
    }
  }
}
