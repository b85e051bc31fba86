package io.escapement.controller.config;

import io.escapement.controller.config.YamlNode.Member;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Reads configuration: a YAML file with those that it {@code extends} (a path or a list, at the
 * root or in any mapping; later ones and the file itself win), environment variables put in, and
 * {@code --set} applied. Every value keeps the place that it came from. Not safe for several
 * threads.
 */
public final class ConfigurationLoader {
  private static final String EXTENDS = "extends";

  private final FileSource files;
  private final Environment environment;
  private final Path workingDirectory;

  /**
   * Reads relative to the process's working directory.
   *
   * @param files where files come from
   * @param environment where variables come from
   */
  public ConfigurationLoader(FileSource files, Environment environment) {
    this(files, environment, Path.of("").toAbsolutePath());
  }

  /**
   * Reads relative to a folder.
   *
   * @param files where files come from
   * @param environment where variables come from
   * @param workingDirectory the absolute folder that paths from the command line and the
   *     environment are relative to
   */
  public ConfigurationLoader(FileSource files, Environment environment, Path workingDirectory) {
    this.files = Objects.requireNonNull(files, "files");
    this.environment = Objects.requireNonNull(environment, "environment");
    this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
  }

  /**
   * Where files come from.
   *
   * @return the source given to the constructor
   */
  public FileSource files() {
    return files;
  }

  /**
   * Where variables come from.
   *
   * @return the environment given to the constructor
   */
  public Environment environment() {
    return environment;
  }

  /**
   * Reads a file.
   *
   * @param file its path, relative to the working directory
   * @return the root, with {@code extends} resolved
   * @throws ConfigurationException if a file is absent, no YAML, or extends itself
   */
  public YamlNode load(Path file) {
    return load(workingDirectory.resolve(file), new ArrayDeque<>());
  }

  /**
   * Reads a file and applies overrides.
   *
   * @param file its path, relative to the working directory
   * @param overrides {@code key.path=value} each, applied in order; a path may lead through a
   *     scalar that names a YAML file, which then stands in the tree in its place
   * @return the root
   * @throws ConfigurationException if a file or an override is wrong
   */
  public YamlNode load(Path file, List<String> overrides) {
    YamlNode root = load(file);
    EnvironmentSubstitution filling = new EnvironmentSubstitution(environment, workingDirectory);
    Overrides setting = new Overrides(this::follow, filling::apply, workingDirectory);
    for (String assignment : overrides) {
      root = setting.apply(root, assignment);
    }
    return root;
  }

  /**
   * Goes on to a part that may stand in a file of its own.
   *
   * @param node a mapping, or a scalar that names a YAML file
   * @return the mapping itself, or the file's root
   * @throws ConfigurationException if it is neither, or the file is absent or wrong
   */
  public YamlNode follow(YamlNode node) {
    if (node.isMapping()) {
      return node;
    }
    if (!node.isString()) {
      throw node.error()
          .expected("a mapping, or the path of a YAML file")
          .found(node.shown())
          .build();
    }
    return loadFrom(node, new ArrayDeque<>());
  }

  private YamlNode loadFrom(YamlNode name, Deque<Path> open) {
    Path file = name.path();
    if (!files.exists(file)) {
      throw name.error()
          .summary("the file does not exist")
          .found(Origin.display(file))
          .remedy("paths here are relative to " + Origin.display(name.origin().base()))
          .build();
    }
    if (open.contains(file)) {
      String chain =
          open.stream().map(Origin::display).collect(Collectors.joining(" -> "))
              + " -> "
              + Origin.display(file);
      throw name.error().summary("the files extend each other in a circle: " + chain).build();
    }
    return load(file, open);
  }

  private YamlNode load(Path file, Deque<Path> open) {
    Path absolute = file.toAbsolutePath().normalize();
    open.addLast(absolute);
    YamlNode read = YamlReader.read(absolute, files);
    YamlNode filled = new EnvironmentSubstitution(environment, workingDirectory).apply(read);
    YamlNode whole = extended(filled, open);
    open.removeLast();
    return whole;
  }

  private YamlNode extended(YamlNode node, Deque<Path> open) {
    if (node.isSequence()) {
      List<YamlNode> items = new ArrayList<>();
      node.items().forEach(item -> items.add(extended(item, open)));
      return YamlNode.sequence(node.origin(), node.keyPath(), node.tag(), items);
    }
    if (!node.isMapping()) {
      return node;
    }
    Map<String, Member> own = new LinkedHashMap<>();
    for (Member m : node.members()) {
      if (!m.key().equals(EXTENDS)) {
        own.put(m.key(), new Member(m.key(), m.keyOrigin(), extended(m.value(), open)));
      }
    }
    YamlNode over = YamlNode.mapping(node.origin(), node.keyPath(), node.tag(), own);
    YamlNode names = node.find(EXTENDS).orElse(null);
    if (names == null) {
      return over;
    }
    YamlNode under = null;
    for (YamlNode name : names.isSequence() ? names.items() : List.of(names)) {
      if (!name.isString()) {
        throw name.error().expected("the path of a YAML file").found(name.shown()).build();
      }
      YamlNode next = YamlTrees.moved(loadFrom(name, open), node.keyPath());
      if (!next.isMapping()) {
        throw name.error().expected("a file that holds a mapping").found(next.shown()).build();
      }
      under = under == null ? next : DeepMerge.merge(under, next);
    }
    return under == null ? over : DeepMerge.merge(under, over);
  }
}
