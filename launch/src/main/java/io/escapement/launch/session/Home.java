package io.escapement.launch.session;

import io.escapement.controller.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the program lies, with its examples beside it. */
public final class Home {

  private static final String DEMO = "demo";
  private static final String NAMED = DEMO + "-";

  private Home() {}

  /**
   * The program's folder, which the start script names; the working directory otherwise.
   *
   * @return an absolute path
   */
  public static Path folder() {
    String home = System.getProperty("escapement.home");
    return Path.of(home == null ? "" : home).toAbsolutePath().normalize();
  }

  /**
   * The run of a demo.
   *
   * @param name the demo's name, or null for the quadruped's
   * @return its {@code run.yaml}
   * @throws ConfigurationException if there is no such demo
   */
  public static Path demo(String name) {
    String folder = name == null ? DEMO : NAMED + name;
    Path file = examples().resolve(folder).resolve("run.yaml");
    if (!folder.matches("[A-Za-z0-9_-]+") || !Files.isRegularFile(file)) {
      List<String> names = names();
      throw ConfigurationException.at(DEMO)
          .summary("there is no demo" + (name == null ? "" : " of this name"))
          .expected(names.isEmpty() ? "no name, for the quadruped's" : String.join(", ", names))
          .found(name == null ? "nothing at " + file : name)
          .remedy("start the program with the script ./escapement of its own folder")
          .build();
    }
    return file;
  }

  /**
   * The folder of an example.
   *
   * @param name its name
   * @return the folder, whether or not it is there
   */
  public static Path example(String name) {
    return examples().resolve(name);
  }

  private static Path examples() {
    return folder().resolve("examples");
  }

  private static List<String> names() {
    try (Stream<Path> entries = Files.list(examples())) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(entry -> entry.startsWith(NAMED))
          .map(entry -> entry.substring(NAMED.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
