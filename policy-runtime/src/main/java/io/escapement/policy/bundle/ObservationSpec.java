package io.escapement.policy.bundle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One entry of a bundle's observation.
 *
 * @param term name of the term
 * @param parameters what only this term takes, as written, such as {@code frequency_hz}
 * @param joints the term's own joints, empty for the policy's
 * @param conditioning scale, offset and clips
 * @param history how many frames are stacked
 */
public record ObservationSpec(
    String term,
    Map<String, String> parameters,
    Optional<JointSelection> joints,
    Conditioning conditioning,
    History history) {

  /**
   * Keeps a copy of the parameters.
   *
   * @param term name of the term
   * @param parameters what only this term takes
   * @param joints the term's own joints
   * @param conditioning scale, offset and clips
   * @param history how many frames are stacked
   */
  public ObservationSpec {
    Objects.requireNonNull(term, "term");
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    Objects.requireNonNull(joints, "joints");
    Objects.requireNonNull(conditioning, "conditioning");
    Objects.requireNonNull(history, "history");
  }

  /**
   * A term as it is: no parameters, the policy's joints, no scale, no history.
   *
   * @param term name of the term
   * @return the entry
   */
  public static ObservationSpec of(String term) {
    return new ObservationSpec(term, Map.of(), Optional.empty(), Conditioning.NONE, History.NONE);
  }
}
