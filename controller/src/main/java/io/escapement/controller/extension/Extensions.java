package io.escapement.controller.extension;

import io.escapement.controller.config.FileRecord;
import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.PreflightException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Where a run's drivers, stages, policy forms, observation terms and importers are looked up: the
 * class path, and the jars that the run names as its plug-ins. Every lookup of a run goes through
 * one of these, so that the run can say which jars it was made from.
 *
 * <p>Safe for use by several threads. To be closed when nothing runs any more that came from the
 * jars.
 */
public final class Extensions implements AutoCloseable {

  /** What the packages of the runtime itself begin with: every run has them. */
  private static final String RUNTIME = "io.escapement.";

  private final ClassLoader loader;
  private final URLClassLoader own;
  private final Map<String, FileRecord> jars = new LinkedHashMap<>();

  private Extensions(ClassLoader loader, URLClassLoader own, List<FileRecord> jars) {
    this.loader = loader;
    this.own = own;
    jars.forEach(jar -> this.jars.put(jar.path(), jar));
  }

  /**
   * The class path alone.
   *
   * @return a new place to look things up
   */
  public static Extensions onClassPath() {
    return new Extensions(parent(), null, List.of());
  }

  /**
   * The class path and plug-ins. No code of the plug-ins is run yet.
   *
   * @param plugins absolute paths of jars; a class that is on the class path as well is taken from
   *     there
   * @return a new place to look things up
   * @throws PreflightException if a file is no jar, or pulls in others that nobody names
   */
  public static Extensions of(Collection<Path> plugins) {
    if (plugins.isEmpty()) {
      return onClassPath();
    }
    List<URL> urls = new ArrayList<>();
    List<FileRecord> jars = new ArrayList<>();
    for (Path plugin : plugins) {
      PluginJar jar = PluginJar.read(plugin);
      urls.add(jar.url());
      jars.add(jar.record());
    }
    URLClassLoader own = new URLClassLoader("plugins", urls.toArray(URL[]::new), parent());
    return new Extensions(own, own, jars);
  }

  /**
   * As {@link ServiceLoader} does: a program that embeds the runtime may have loaders of its own.
   */
  private static ClassLoader parent() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? Extensions.class.getClassLoader() : context;
  }

  /**
   * The jars beyond the runtime's own, by content: the plug-ins, and those on the class path that
   * provide what has been looked up so far.
   *
   * @return in the order in which they were named, then found; immutable
   */
  public synchronized List<FileRecord> jars() {
    return List.copyOf(jars.values());
  }

  /**
   * Everything that provides a service.
   *
   * @param <S> the service
   * @param service its interface
   * @return new providers, the program's own first
   * @throws PreflightException if a provider cannot be loaded
   */
  public synchronized <S> List<S> load(Class<S> service) {
    Objects.requireNonNull(service, "service");
    List<S> providers = new ArrayList<>();
    try {
      for (S provider : ServiceLoader.load(service, loader)) {
        note(provider.getClass());
        providers.add(provider);
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw PreflightException.at("plugins")
          .summary("a provider of " + service.getSimpleName() + " cannot be loaded")
          .expected("a public class with a public constructor without parameters")
          .found(e.getMessage())
          .remedy("build its jar against this version, and name the jars that it needs beside it")
          .cause(e)
          .build();
    }
    return providers;
  }

  private void note(Class<?> provider) {
    if (!provider.getPackageName().startsWith(RUNTIME)) {
      PluginJar.of(provider, jars.keySet())
          .ifPresent(jar -> jars.put(jar.record().path(), jar.record()));
    }
  }

  /**
   * What a user can do who named something that nothing brings.
   *
   * @param name what the user wrote
   * @param names what there is
   * @return the nearest names, and that a jar may add more
   */
  public static String remedy(String name, Collection<String> names) {
    String jar = "name the jar that brings it under plugins: in the run's YAML";
    if (names.isEmpty()) {
      return jar;
    }
    String near = NearestNames.remedy(name, names);
    return near + (near.endsWith("?") ? " Otherwise " : "; or ") + jar;
  }

  /** Lets the jars go. Classes that are not loaded yet cannot be loaded any more. */
  @Override
  public void close() {
    if (own != null) {
      try {
        own.close();
      } catch (IOException e) {
        throw new UncheckedIOException("the plug-ins' jars cannot be closed", e);
      }
    }
  }
}
