package io.escapement.policy.importer;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.PolicyBundle;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of an import.
 *
 * @param bundle the policy, empty while something is missing
 * @param inferred what was taken from where, in the order of its discovery
 * @param missing what the user must say first
 * @param notices what the user should know, such as a precision that was lost
 */
public record Imported(
    Optional<PolicyBundle> bundle,
    List<Inferred> inferred,
    List<Missing> missing,
    List<String> notices) {

  /**
   * Keeps copies.
   *
   * @param bundle the policy
   * @param inferred what was taken from where
   * @param missing what the user must say first
   * @param notices what the user should know
   * @throws IllegalArgumentException unless there is either a bundle or something missing
   */
  public Imported {
    Objects.requireNonNull(bundle, "bundle");
    inferred = List.copyOf(inferred);
    missing = List.copyOf(missing);
    notices = List.copyOf(notices);
    if (bundle.isPresent() != missing.isEmpty()) {
      throw new IllegalArgumentException("a bundle, and missing: " + missing);
    }
  }

  /**
   * The policy of an import that left nothing open.
   *
   * @param place where the import was asked for
   * @return the bundle
   * @throws ConfigurationException naming everything that is missing
   */
  public PolicyBundle complete(Place place) {
    return bundle.orElseThrow(
        () ->
            new ConfigurationException(
                missing.stream()
                    .map(
                        one ->
                            place
                                .error()
                                .summary("the import does not know \"" + one.key() + "\"")
                                .expected(one.what())
                                .remedy("say it in the import: " + said(one))
                                .problem())
                    .toList()));
  }

  /** The model is a key of the import itself. */
  private static String said(Missing one) {
    String answer = one.key() + ": " + one.example();
    return one.key().equals("model") ? answer : "with: {" + answer + "}";
  }
}
