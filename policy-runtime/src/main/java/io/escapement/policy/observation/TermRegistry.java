package io.escapement.policy.observation;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.extension.Extensions;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.Place;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds observation terms by name among all providers. */
public final class TermRegistry {

  private record Entry(ObservationTermProvider provider, Set<String> parameters) {}

  private final Map<String, Entry> byName = new TreeMap<>();

  private TermRegistry(Iterable<ObservationTermProvider> providers) {
    for (ObservationTermProvider provider : providers) {
      provider
          .terms()
          .forEach(
              (name, parameters) -> {
                Entry before = byName.put(name, new Entry(provider, Set.copyOf(parameters)));
                if (before != null) {
                  throw new IllegalStateException(
                      "observation term "
                          + name
                          + " is brought by "
                          + before.provider().getClass().getName()
                          + " and by "
                          + provider.getClass().getName());
                }
              });
    }
  }

  /**
   * All terms on the class path.
   *
   * @return a new registry
   */
  public static TermRegistry onClassPath() {
    return of(Extensions.onClassPath());
  }

  /**
   * All terms that there are.
   *
   * @param extensions where they are looked up
   * @return a new registry
   */
  public static TermRegistry of(Extensions extensions) {
    return new TermRegistry(extensions.load(ObservationTermProvider.class));
  }

  /**
   * Names of all terms.
   *
   * @return in alphabetical order
   */
  public Set<String> names() {
    return Set.copyOf(byName.keySet());
  }

  /**
   * Checks an entry of a bundle: that there is such a term and that it takes the parameters.
   *
   * @param spec the entry
   * @param place where it was written
   * @throws io.escapement.controller.config.ConfigurationException if not
   */
  public void check(ObservationSpec spec, Place place) {
    Entry entry = byName.get(spec.term());
    if (entry == null) {
      throw place
          .error()
          .summary("there is no observation term \"" + spec.term() + "\"")
          .remedy(Extensions.remedy(spec.term(), byName.keySet()))
          .build();
    }
    for (String key : spec.parameters().keySet()) {
      if (!entry.parameters().contains(key)) {
        throw place
            .error()
            .summary("the term " + spec.term() + " has no key \"" + key + "\"")
            .remedy(NearestNames.remedy(key, entry.parameters()))
            .build();
      }
    }
  }

  /**
   * Makes a term.
   *
   * @param context its entry and what it may need to know
   * @return a new term
   * @throws io.escapement.controller.config.ConfigurationException if the entry is wrong
   * @throws io.escapement.controller.config.PreflightException if it does not fit the robot
   */
  public ObservationTerm create(TermContext context) {
    check(context.spec(), context.place());
    return byName.get(context.spec().term()).provider().create(context);
  }
}
