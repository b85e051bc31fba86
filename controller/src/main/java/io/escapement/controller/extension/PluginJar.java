package io.escapement.controller.extension;

import io.escapement.controller.config.FileRecord;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Sha256;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;

/**
 * A jar that a run names, held against what is asked of one.
 *
 * @param record its path and content
 */
record PluginJar(FileRecord record) {

  /**
   * Reads a jar.
   *
   * @throws PreflightException if it is absent, no jar, or pulls in others that nobody names
   */
  static PluginJar read(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      byte[] bytes = Files.readAllBytes(absolute);
      demandClosed(absolute, manifest(absolute));
      return content(absolute, bytes);
    } catch (NoSuchFileException e) {
      throw PreflightException.at(file)
          .summary("the plug-in's jar does not exist")
          .remedy("build it, or correct its path (relative to the file that names it)")
          .cause(e)
          .build();
    } catch (IOException e) {
      throw PreflightException.at(file)
          .summary("the plug-in's jar cannot be read")
          .found(Files.isDirectory(absolute) ? "a directory" : e.toString())
          .cause(e)
          .build();
    }
  }

  /**
   * The jar that a class came from.
   *
   * @param type a class
   * @param known paths of jars that need not be read again
   * @return empty if it came from one of those, or from no jar
   */
  static Optional<PluginJar> of(Class<?> type, Set<String> known) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      Path file = source == null ? null : Path.of(source.getLocation().toURI());
      if (file == null || known.contains(file.toString()) || !Files.isRegularFile(file)) {
        return Optional.empty();
      }
      return Optional.of(content(file.toAbsolutePath().normalize(), Files.readAllBytes(file)));
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      // Classes that came over a network or out of another jar have no file to be named by.
      return Optional.empty();
    } catch (IOException e) {
      throw PreflightException.at(type.getName())
          .summary("the jar that brings it cannot be read")
          .found(e.toString())
          .cause(e)
          .build();
    }
  }

  private static PluginJar content(Path file, byte[] bytes) {
    return new PluginJar(new FileRecord(file.toString(), Sha256.of(bytes), bytes.length));
  }

  private static Manifest manifest(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      return manifest == null ? new Manifest() : manifest;
    } catch (ZipException e) {
      throw PreflightException.at(file)
          .summary("the plug-in is no jar")
          .found(e.getMessage())
          .remedy("name a jar, as mvn package makes it")
          .cause(e)
          .build();
    }
  }

  /** What the manifest's class path pulls in would run without standing in the journal. */
  private static void demandClosed(Path file, Manifest manifest) {
    String others = manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    if (others != null && !others.isBlank()) {
      throw PreflightException.at(file)
          .summary("the plug-in's manifest pulls in other jars, which no journal would name")
          .expected("a manifest without Class-Path")
          .found("Class-Path: " + others)
          .remedy("leave Class-Path out, and name those jars under plugins: as well")
          .build();
    }
  }

  URL url() {
    try {
      return Path.of(record.path()).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a path is a URL", e);
    }
  }
}
