package io.escapement.controller.realtime;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One measure towards punctuality: something that was asked of the kernel, or something that the
 * machine has or lacks.
 *
 * @param name as the configuration calls it, such as {@code thread_priority} or {@code
 *     clock_source}
 * @param asked what was asked for, or would be best, in a few words
 * @param got what there is instead or indeed, in a few words
 * @param status how far the two agree
 * @param remedy what to do about it, or null where there is nothing to do
 */
public record Measure(String name, String asked, String got, Status status, String remedy) {

  private static final Pattern UNIT = Pattern.compile("_(ns|us)$");

  /** How far what there is agrees with what was asked for. */
  public enum Status {
    /** As it was asked for. */
    @JsonProperty("ok")
    OK,
    /** Less than what was asked for, or less than a machine can give. */
    @JsonProperty("limited")
    LIMITED,
    /** The kernel said no. */
    @JsonProperty("refused")
    REFUSED
  }

  /**
   * Checks that what is not as it should be has a remedy.
   *
   * @param name not null
   * @param asked not null
   * @param got not null
   * @param status not null
   * @param remedy null only where the status is {@link Status#OK}
   * @throws IllegalArgumentException if a remedy is lacking
   */
  public Measure {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(asked, "asked");
    Objects.requireNonNull(got, "got");
    Objects.requireNonNull(status, "status");
    if (status != Status.OK && remedy == null) {
      throw new IllegalArgumentException(name + " is " + status + ", without a remedy");
    }
  }

  static Measure ok(String name, String asked, String got) {
    return new Measure(name, asked, got, Status.OK, null);
  }

  static Measure limited(String name, String asked, String got, String remedy) {
    return new Measure(name, asked, got, Status.LIMITED, remedy);
  }

  static Measure refused(String name, String asked, String got, String remedy) {
    return new Measure(name, asked, got, Status.REFUSED, remedy);
  }

  /**
   * The name for people.
   *
   * @return with blanks between its words, and without its unit
   */
  public String title() {
    return UNIT.matcher(name).replaceFirst("").replace('_', ' ');
  }

  /** Title and value, which for what was refused say what was refused and why. */
  String phrase() {
    boolean speaksForItself =
        name.equals(RealtimeSettings.THREAD_PRIORITY) && status != Status.REFUSED;
    return speaksForItself ? got : title() + " " + got;
  }
}
