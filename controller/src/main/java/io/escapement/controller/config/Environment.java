package io.escapement.controller.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The environment variables that a configuration names, and a record of those that it asked for, so
 * that a replay can read the same configuration elsewhere.
 */
public final class Environment {
  private final Function<String, String> lookup;
  private final Map<String, String> used = new TreeMap<>();

  private Environment(Function<String, String> lookup) {
    this.lookup = lookup;
  }

  /**
   * The environment of this process.
   *
   * @return a new record over it
   */
  public static Environment system() {
    return new Environment(System::getenv);
  }

  /**
   * A given environment, such as that of a recorded run.
   *
   * @param variables all that there are
   * @return a new record over them
   */
  public static Environment of(Map<String, String> variables) {
    return new Environment(Map.copyOf(variables)::get);
  }

  /**
   * Looks a variable up and records it if it is set.
   *
   * @param name its name
   * @return its value; empty where it is unset or empty, as a shell's {@code :-} has it
   */
  public synchronized Optional<String> get(String name) {
    String value = lookup.apply(name);
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    used.put(name, value);
    return Optional.of(value);
  }

  /**
   * The set variables that were asked for.
   *
   * @return name to value; an immutable copy
   */
  public synchronized Map<String, String> used() {
    return Map.copyOf(used);
  }
}
