package io.escapement.controller.realtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The files in which the kernel tells about itself. What cannot be read is absent.
 *
 * @param root the folder that holds {@code proc} and {@code sys}
 */
record KernelFiles(Path root) {

  private static final String UNLIMITED = "unlimited";

  /** Files of the machine that this program runs on. */
  static KernelFiles ofThisMachine() {
    return new KernelFiles(Path.of("/"));
  }

  List<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The first line, unless it is empty. */
  Optional<String> line(String file) {
    return lines(file).stream().findFirst().map(String::trim).filter(text -> !text.isEmpty());
  }

  /** The names in a folder, ordered. */
  List<String> names(String folder) {
    try (Stream<Path> entries = Files.list(root.resolve(folder))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The soft limit of this process; {@link Long#MAX_VALUE} where it is unlimited. */
  OptionalLong limit(String name) {
    return lines("proc/self/limits").stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).trim().split("\\s+")[0])
        .mapToLong(soft -> soft.equals(UNLIMITED) ? Long.MAX_VALUE : Long.parseLong(soft))
        .findFirst();
  }

  /** A line of this process's status, such as {@code VmLck}. */
  Optional<String> status(String name) {
    return entry("proc/self/status", name);
  }

  /** What follows a name and a colon in a file. */
  Optional<String> entry(String file, String name) {
    String key = name + ":";
    return lines(file).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).trim())
        .findFirst();
  }

  /** Whether this process has a capability, by its number. */
  boolean hasCapability(int number) {
    return status("CapEff")
        .map(mask -> (Long.parseUnsignedLong(mask, 16) >>> number & 1) == 1)
        .orElse(false);
  }
}
