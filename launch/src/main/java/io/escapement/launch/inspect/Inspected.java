package io.escapement.launch.inspect;

/** What an inspection shows. As JSON it is the implementing record's components. */
public interface Inspected {

  /**
   * What kind of thing was inspected.
   *
   * @return {@code model}, {@code policy}, {@code robot}, {@code run}, {@code run_directory} or
   *     {@code channels}
   */
  String kind();

  /**
   * The inspection for people.
   *
   * @return a screenful, without a line end at its end
   */
  String text();
}
