package io.escapement.launch.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.realtime.Measure;
import java.util.Objects;

/**
 * What one examination found.
 *
 * @param name what was examined
 * @param status how it is
 * @param found what was found, in a few words
 * @param remedy what to do about it, or null where there is nothing to do
 */
public record Finding(String name, Status status, String found, String remedy) {

  /** How a thing is. */
  public enum Status {
    /** As it should be. */
    @JsonProperty("ok")
    OK,
    /** Works, with less than the machine could give, or without something that is optional. */
    @JsonProperty("limited")
    LIMITED,
    /** The demo needs it, and it is not there. */
    @JsonProperty("missing")
    MISSING
  }

  /**
   * Checks that what is not as it should be has a remedy.
   *
   * @param name not null
   * @param status not null
   * @param found not null
   * @param remedy null only where the status is {@link Status#OK}
   */
  public Finding {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(found, "found");
    if (status != Status.OK && remedy == null) {
      throw new IllegalArgumentException(name + " is " + status + ", without a remedy");
    }
  }

  /** What was found about real time, without which the demo runs too. */
  static Finding of(Measure measure) {
    Status status = measure.status() == Measure.Status.OK ? Status.OK : Status.LIMITED;
    return new Finding(measure.title(), status, measure.got(), measure.remedy());
  }

  static Finding ok(String name, String found) {
    return new Finding(name, Status.OK, found, null);
  }

  static Finding limited(String name, String found, String remedy) {
    return new Finding(name, Status.LIMITED, found, remedy);
  }

  static Finding missing(String name, String found, String remedy) {
    return new Finding(name, Status.MISSING, found, remedy);
  }
}
