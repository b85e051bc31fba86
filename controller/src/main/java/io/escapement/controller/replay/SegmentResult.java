package io.escapement.controller.replay;

/** What the re-execution from one keyframe to the next found. */
final class SegmentResult {

  long compared;
  long mismatches;
  long runNs;
  Divergence first;

  void compared(Divergence divergence) {
    compared++;
    if (divergence != null) {
      mismatches++;
      if (first == null) {
        first = divergence;
      }
    }
  }

  void add(SegmentResult other) {
    compared += other.compared;
    mismatches += other.mismatches;
    runNs += other.runNs;
    if (other.first != null && (first == null || other.first.tick() < first.tick())) {
      first = other.first;
    }
  }
}
