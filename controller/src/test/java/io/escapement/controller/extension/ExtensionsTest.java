package io.escapement.controller.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.config.Sha256;
import io.escapement.testing.PluginSource;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionsTest {

  @TempDir Path folder;

  private Path jar(String name, String word) {
    return new PluginSource()
        .type(
            "thirdparty.Word",
            "package thirdparty;\n"
                + "public final class Word implements java.util.function.Supplier<String> {\n"
                + "  @Override public String get() { return \""
                + word
                + "\"; }\n"
                + "}\n")
        .provides(Supplier.class, "thirdparty.Word")
        .pack(folder.resolve(name));
  }

  private static Problem refusal(Path jar) {
    return assertThrows(PreflightException.class, () -> Extensions.of(List.of(jar)).close())
        .problem();
  }

  @Test
  void theClassPathAloneHasNoJarsToName() {
    try (Extensions extensions = Extensions.of(List.of())) {
      assertEquals(List.of(), extensions.jars());
      assertEquals(List.of(), extensions.load(Supplier.class));
    }
  }

  @Test
  void aPluginsProvidersAreFoundAndItsJarIsNamedByContent() throws IOException {
    Path jar = jar("word.jar", "ratchet");
    try (Extensions extensions = Extensions.of(List.of(jar))) {
      assertEquals("ratchet", extensions.load(Supplier.class).get(0).get());
      assertEquals(1, extensions.jars().size());
      assertEquals(jar.toString(), extensions.jars().get(0).path());
      assertEquals(Sha256.of(Files.readAllBytes(jar)), extensions.jars().get(0).sha256());
      assertEquals(Files.size(jar), extensions.jars().get(0).bytes());
    }
  }

  @Test
  void twoRunsInOneProcessDoNotSeeEachOthersPlugins() {
    Path first = jar("first.jar", "tick");
    Path second = jar("second.jar", "tock");
    try (Extensions one = Extensions.of(List.of(first));
        Extensions other = Extensions.of(List.of(second))) {
      assertEquals("tick", one.load(Supplier.class).get(0).get());
      assertEquals("tock", other.load(Supplier.class).get(0).get());
    }
    assertEquals(List.of(), Extensions.onClassPath().load(Supplier.class));
  }

  @Test
  void aJarOnTheClassPathIsNamedOnceSomethingOfItWasLookedUp() throws IOException {
    Path jar = jar("embedded.jar", "pawl");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader classPath = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
      thread.setContextClassLoader(classPath);
      try (Extensions extensions = Extensions.onClassPath()) {
        assertEquals(List.of(), extensions.jars());
        assertEquals("pawl", extensions.load(Supplier.class).get(0).get());
        extensions.load(Supplier.class);
        assertEquals(1, extensions.jars().size());
        assertEquals(Sha256.of(Files.readAllBytes(jar)), extensions.jars().get(0).sha256());
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void anAbsentJarIsNamedWithItsRemedy() {
    Problem problem = refusal(folder.resolve("missing.jar"));
    assertTrue(problem.where().endsWith("missing.jar"), problem::text);
    assertEquals("the plug-in's jar does not exist", problem.summary());
    assertFalse(problem.remedy().isEmpty());
  }

  @Test
  void whatIsNoJarIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.jar"), "not a zip file at all");
    assertEquals("the plug-in is no jar", refusal(file).summary());
  }

  @Test
  void aFolderIsRefused() throws IOException {
    Path file = Files.createDirectory(folder.resolve("classes"));
    assertEquals("a directory", refusal(file).found());
  }

  @Test
  void jarsThatAManifestPullsInWouldStandInNoJournal() {
    Path jar =
        new PluginSource()
            .manifest(Attributes.Name.CLASS_PATH, "lib/other.jar")
            .pack(folder.resolve("open.jar"));
    Problem problem = refusal(jar);
    assertEquals("Class-Path: lib/other.jar", problem.found());
    assertTrue(problem.remedy().contains("plugins:"), problem::text);
  }

  @Test
  void aProviderThatCannotBeLoadedIsNamed() {
    Path jar =
        new PluginSource()
            .provides(Supplier.class, "thirdparty.Missing")
            .pack(folder.resolve("broken.jar"));
    try (Extensions extensions = Extensions.of(List.of(jar))) {
      Problem problem =
          assertThrows(PreflightException.class, () -> extensions.load(Supplier.class)).problem();
      assertEquals("plugins", problem.where());
      assertTrue(problem.found().contains("thirdparty.Missing"), problem::text);
    }
  }

  @Test
  void whoMistypesIsShownTheNearestNamesAndWhereOthersComeFrom() {
    String remedy = Extensions.remedy("power_metre", List.of("power-meter", "filter"));
    assertTrue(remedy.startsWith("did you mean \"power-meter\"? Otherwise name the jar"), remedy);
    assertTrue(Extensions.remedy("x", List.of()).startsWith("name the jar"));
  }
}
