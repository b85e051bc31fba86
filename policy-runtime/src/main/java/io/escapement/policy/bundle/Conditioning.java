package io.escapement.policy.bundle;

import java.util.Objects;

/**
 * What happens to the raw elements of an observation term: {@code clip(scale * raw_clip(x) +
 * offset)}, in double precision, then rounded once to single precision.
 *
 * @param scale factor
 * @param offset added after the factor, in the network's units
 * @param rawClip limits before the factor, in the term's units
 * @param clip limits after factor and offset, in the network's units
 */
public record Conditioning(PerElement scale, PerElement offset, Bounds rawClip, Bounds clip) {

  /** Leaves a term as it is. */
  public static final Conditioning NONE =
      new Conditioning(PerElement.ONE, PerElement.ZERO, Bounds.NONE, Bounds.NONE);

  /**
   * Checks that all are there.
   *
   * @param scale factor
   * @param offset added after the factor
   * @param rawClip limits before the factor
   * @param clip limits after factor and offset
   */
  public Conditioning {
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(offset, "offset");
    Objects.requireNonNull(rawClip, "rawClip");
    Objects.requireNonNull(clip, "clip");
  }
}
