package io.escapement.launch.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What one examination found.
 *
 * @param name what was examined
 * @param status how it is
 * @param found what was found, in a few words
 * @param remedy what to do about it, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(String name, Status status, String found, String remedy) {

  /** How a thing is. */
  public enum Status {
    /** As it should be. */
    OK,
    /** Works, with less than the machine could give. */
    LIMITED,
    /** Something that a command needs is not there. */
    MISSING
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
