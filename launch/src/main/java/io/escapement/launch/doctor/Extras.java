package io.escapement.launch.doctor;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Examines what only some commands and examples use. */
final class Extras {

  static final String POLICIES = "ESCAPEMENT_POLICIES";

  private static final List<String> EXAMPLES = List.of("go1", "unitree_g1");

  private final Map<String, String> environment;

  Extras(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The folder from which the examples with other people's policies take their files.
   *
   * @param home the program's folder
   */
  Finding policies(Path home) {
    String named = environment.getOrDefault(POLICIES, "");
    Path folder =
        named.isBlank()
            ? home.resolve("../shared/policies").normalize()
            : Path.of(named).toAbsolutePath().normalize();
    List<String> lacking =
        EXAMPLES.stream().filter(name -> !Files.isDirectory(folder.resolve(name))).toList();
    if (lacking.isEmpty()) {
      return Finding.ok("policies (optional)", folder + " for the examples " + names(EXAMPLES));
    }
    return Finding.limited(
        "policies (optional)",
        "no " + names(lacking) + " in " + folder,
        "set " + POLICIES + " to the folder that holds them; the demo needs none");
  }

  Finding cyclictest() {
    for (String folder :
        environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)) {
      Path file = Path.of(folder.isEmpty() ? "." : folder).resolve("cyclictest");
      if (Files.isExecutable(file)) {
        return Finding.ok("cyclictest (optional)", file.toString());
      }
    }
    return Finding.limited(
        "cyclictest (optional)",
        "not on the path",
        "sudo apt-get install rt-tests, to measure the kernel's own lateness beside the loop's");
  }

  private static String names(List<String> names) {
    return String.join(" and ", names);
  }
}
