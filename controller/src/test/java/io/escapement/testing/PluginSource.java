package io.escapement.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What a user might write outside the project: compiled and packed while a test runs. */
public final class PluginSource {

  private final Map<String, String> classes = new LinkedHashMap<>();
  private final Map<String, String> resources = new TreeMap<>();
  private final Manifest manifest = new Manifest();

  /** Begins with nothing in it. */
  public PluginSource() {
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
  }

  /**
   * Adds a class.
   *
   * @param name its full name
   * @param source its source
   * @return this
   */
  public PluginSource type(String name, String source) {
    classes.put(name, source);
    return this;
  }

  /**
   * Adds a resource.
   *
   * @param name its path in the jar
   * @param content its text
   * @return this
   */
  public PluginSource resource(String name, String content) {
    resources.put(name, content);
    return this;
  }

  /**
   * Adds a Maven project: its sources and its resources.
   *
   * @param project the folder with its {@code src/main}
   * @return this
   */
  public PluginSource project(Path project) {
    try {
      Path java = project.resolve("src/main/java");
      for (Path source : files(java)) {
        String path = java.relativize(source).toString();
        type(
            path.substring(0, path.length() - ".java".length()).replace('/', '.'),
            Files.readString(source));
      }
      Path others = project.resolve("src/main/resources");
      if (Files.isDirectory(others)) {
        for (Path file : files(others)) {
          resource(others.relativize(file).toString(), Files.readString(file));
        }
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Names the provider of a service.
   *
   * @param service its interface
   * @param provider full name of the class
   * @return this
   */
  public PluginSource provides(Class<?> service, String provider) {
    return resource("META-INF/services/" + service.getName(), provider + "\n");
  }

  /**
   * Adds a line to the manifest.
   *
   * @param name what it says
   * @param value how
   * @return this
   */
  public PluginSource manifest(Attributes.Name name, String value) {
    manifest.getMainAttributes().put(name, value);
    return this;
  }

  /**
   * Compiles against the test's own class path, and packs.
   *
   * @param jar the file to write; its folder is made if absent
   * @return the same file
   */
  public Path pack(Path jar) {
    try {
      Files.createDirectories(jar.getParent());
      Path folder = Files.createTempDirectory(jar.getParent(), "classes");
      compile(folder);
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file, manifest)) {
        for (Map.Entry<String, String> resource : resources.entrySet()) {
          put(out, resource.getKey(), resource.getValue().getBytes(StandardCharsets.UTF_8));
        }
        for (Path compiled : files(folder)) {
          put(out, folder.relativize(compiled).toString(), Files.readAllBytes(compiled));
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compile(Path folder) {
    if (classes.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> sources = new ArrayList<>();
    classes.forEach((name, text) -> sources.add(new Source(name, text)));
    StringWriter said = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-classpath", classPath(), "-d", folder.toString());
    if (!compiler.getTask(said, null, null, options, null, sources).call()) {
      throw new AssertionError("the plug-in does not compile:\n" + said);
    }
  }

  /** Surefire may start the tests from a jar whose manifest alone has the class path. */
  private static String classPath() {
    String whole = System.getProperty("surefire.test.class.path");
    return whole == null ? System.getProperty("java.class.path") : whole;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
