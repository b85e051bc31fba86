package io.escapement.controller.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A node of a configuration tree: a mapping with ordered keys, a sequence or a scalar, each with
 * the place where it was written. Immutable.
 *
 * <p>The typed readers throw a {@link ConfigurationException} at the node's place when it holds
 * something else.
 */
public final class YamlNode {
  /** The shapes that a node has. */
  public enum Kind {
    /** Keys and values. */
    MAPPING,
    /** A list. */
    SEQUENCE,
    /** One value. */
    SCALAR
  }

  /** What a scalar's text stands for (YAML 1.2 core schema). */
  public enum ScalarType {
    /** Nothing: {@code null}, {@code ~} or no text. */
    NULL,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** A whole number. */
    INTEGER,
    /** A number with a point or an exponent, {@code .inf} or {@code .nan}. */
    FLOAT,
    /** Text. */
    STRING
  }

  /**
   * A key of a mapping with its value.
   *
   * @param key the key's text
   * @param keyOrigin where the key was written
   * @param value the value
   */
  public record Member(String key, Origin keyOrigin, YamlNode value) {}

  private final Kind kind;
  private final Origin origin;
  private final String keyPath;
  private final String tag;
  private final Map<String, Member> members;
  private final List<YamlNode> items;
  private final String text;
  private final ScalarType scalarType;

  private YamlNode(
      Kind kind,
      Origin origin,
      String keyPath,
      String tag,
      Map<String, Member> members,
      List<YamlNode> items,
      String text,
      ScalarType scalarType) {
    this.kind = kind;
    this.origin = Objects.requireNonNull(origin, "origin");
    this.keyPath = Objects.requireNonNull(keyPath, "keyPath");
    this.tag = Objects.requireNonNull(tag, "tag");
    this.members = members;
    this.items = items;
    this.text = text;
    this.scalarType = scalarType;
  }

  static YamlNode mapping(Origin origin, String keyPath, String tag, Map<String, Member> members) {
    Map<String, Member> copy = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    return new YamlNode(Kind.MAPPING, origin, keyPath, tag, copy, List.of(), "", null);
  }

  static YamlNode sequence(Origin origin, String keyPath, String tag, List<YamlNode> items) {
    return new YamlNode(
        Kind.SEQUENCE, origin, keyPath, tag, Map.of(), List.copyOf(items), "", null);
  }

  static YamlNode scalar(Origin origin, String keyPath, String tag, String text, ScalarType type) {
    return new YamlNode(Kind.SCALAR, origin, keyPath, tag, Map.of(), List.of(), text, type);
  }

  /** The same content as the value at another key path. */
  YamlNode movedTo(String newPath) {
    if (newPath.equals(keyPath)) {
      return this;
    }
    switch (kind) {
      case MAPPING:
        Map<String, Member> moved = new LinkedHashMap<>();
        members.forEach(
            (key, m) ->
                moved.put(
                    key,
                    new Member(key, m.keyOrigin, m.value.movedTo(KeyPath.append(newPath, key)))));
        return mapping(origin, newPath, tag, moved);
      case SEQUENCE:
        List<YamlNode> list = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
          list.add(items.get(i).movedTo(KeyPath.append(newPath, i)));
        }
        return sequence(origin, newPath, tag, list);
      default:
        return scalar(origin, newPath, tag, text, scalarType);
    }
  }

  /**
   * The node's shape.
   *
   * @return mapping, sequence or scalar
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Where the value was written.
   *
   * @return its first character's place
   */
  public Origin origin() {
    return origin;
  }

  /**
   * The way to this node from the root of its tree.
   *
   * @return such as {@code fallbacks[0].mode}; empty for the root
   */
  public String keyPath() {
    return keyPath;
  }

  /**
   * A tag that YAML itself does not know, such as {@code
   * tag:yaml.org,2002:python/object/apply:builtins.slice}.
   *
   * @return the tag; empty for plain nodes
   */
  public String tag() {
    return tag;
  }

  /**
   * What a scalar's text stands for.
   *
   * @return its type
   * @throws ConfigurationException if this is no scalar
   */
  public ScalarType scalarType() {
    if (kind != Kind.SCALAR) {
      throw expected("a single value");
    }
    return scalarType;
  }

  /**
   * Says whether this is a mapping.
   *
   * @return true for a mapping
   */
  public boolean isMapping() {
    return kind == Kind.MAPPING;
  }

  /**
   * Says whether this is a sequence.
   *
   * @return true for a sequence
   */
  public boolean isSequence() {
    return kind == Kind.SEQUENCE;
  }

  /**
   * Says whether this is a scalar, null included.
   *
   * @return true for a scalar
   */
  public boolean isScalar() {
    return kind == Kind.SCALAR;
  }

  /**
   * Says whether this is null.
   *
   * @return true for {@code null}, {@code ~} or nothing
   */
  public boolean isNull() {
    return scalarType == ScalarType.NULL;
  }

  /**
   * Says whether this is text.
   *
   * @return true for a scalar that is text
   */
  public boolean isString() {
    return scalarType == ScalarType.STRING;
  }

  /**
   * Says whether this is a number.
   *
   * @return true for a scalar that is a number
   */
  public boolean isNumber() {
    return scalarType == ScalarType.INTEGER || scalarType == ScalarType.FLOAT;
  }

  /**
   * The value at a key path below this node.
   *
   * @param path such as {@code loop.rate_hz} or {@code fallbacks[0].mode}; keys with dots in quotes
   * @return the value
   * @throws ConfigurationException if there is none, or null
   */
  public YamlNode get(String path) {
    YamlNode at = this;
    for (KeyPath.Step step : KeyPath.parse(path)) {
      at = step.key() == null ? at.item(step.index()) : at.child(step.key());
    }
    return at;
  }

  /**
   * The value at a key path below this node, if it is there and not null.
   *
   * @param path as for {@link #get}
   * @return the value; empty where any step of the way is absent or null
   * @throws ConfigurationException if a step leads through a value that is no mapping or sequence
   */
  public Optional<YamlNode> optional(String path) {
    YamlNode at = this;
    for (KeyPath.Step step : KeyPath.parse(path)) {
      Optional<YamlNode> next;
      if (step.key() == null) {
        List<YamlNode> list = at.items();
        next = step.index() < list.size() ? Optional.of(list.get(step.index())) : Optional.empty();
      } else {
        next = at.find(step.key());
      }
      if (next.isEmpty() || next.get().isNull()) {
        return Optional.empty();
      }
      at = next.get();
    }
    return Optional.of(at);
  }

  /**
   * Says whether there is a value at a key path.
   *
   * @param path as for {@link #get}
   * @return true if it is there and not null
   */
  public boolean has(String path) {
    return optional(path).isPresent();
  }

  /**
   * The value of a key, taken literally.
   *
   * @param key the key, dots and all
   * @return the value, null values included; empty where there is none
   * @throws ConfigurationException if this is no mapping
   */
  public Optional<YamlNode> find(String key) {
    requireMapping();
    return Optional.ofNullable(members.get(key)).map(Member::value);
  }

  /**
   * The value of a key, taken literally.
   *
   * @param key the key, dots and all
   * @return the value
   * @throws ConfigurationException if there is none, or null
   */
  public YamlNode child(String key) {
    YamlNode value = find(key).orElse(null);
    if (value == null || value.isNull()) {
      Origin where = value == null ? origin : value.origin;
      String near =
          value == null ? NearestNames.of(key, keys()).stream().findFirst().orElse("") : "";
      throw ConfigurationException.at(where)
          .key(KeyPath.append(keyPath, key))
          .summary(value == null ? "the key is missing" : "the value is missing")
          .remedy(near.isEmpty() ? "" : "there is a key \"" + near + "\"; was this one meant?")
          .build();
    }
    return value;
  }

  /**
   * This mapping with another value for a key, such as the content of a file in the place of its
   * name.
   *
   * @param key the key, dots and all, present or not
   * @param value any node; it keeps its origin and takes the key's path
   * @return a copy; this node is unchanged
   * @throws ConfigurationException if this is no mapping
   */
  public YamlNode with(String key, YamlNode value) {
    requireMapping();
    Map<String, Member> changed = new LinkedHashMap<>(members);
    Member before = members.get(key);
    Origin keyOrigin = before == null ? value.origin : before.keyOrigin;
    changed.put(key, new Member(key, keyOrigin, value.movedTo(KeyPath.append(keyPath, key))));
    return mapping(origin, keyPath, tag, changed);
  }

  /**
   * The keys of a mapping.
   *
   * @return in the order written; immutable
   * @throws ConfigurationException if this is no mapping
   */
  public List<String> keys() {
    requireMapping();
    return List.copyOf(members.keySet());
  }

  /**
   * The keys and values of a mapping.
   *
   * @return in the order written; immutable
   * @throws ConfigurationException if this is no mapping
   */
  public List<Member> members() {
    requireMapping();
    return List.copyOf(members.values());
  }

  /**
   * The values of a sequence.
   *
   * @return in the order written; immutable
   * @throws ConfigurationException if this is no sequence
   */
  public List<YamlNode> items() {
    if (kind != Kind.SEQUENCE) {
      throw expected("a list");
    }
    return items;
  }

  private YamlNode item(int index) {
    List<YamlNode> list = items();
    if (index >= list.size()) {
      throw error()
          .summary("there is no entry [" + index + "]")
          .found(list.size() + " entries")
          .build();
    }
    return list.get(index);
  }

  /**
   * Reads text; a number or a truth value is given as it was written.
   *
   * @return the text
   */
  public String string() {
    if (kind != Kind.SCALAR || isNull()) {
      throw expected("text");
    }
    return text;
  }

  /**
   * Reads a finite number.
   *
   * @return the number
   */
  public double number() {
    return Scalars.finite(this);
  }

  /**
   * Reads a number that may be infinite ({@code .inf}), as a limit that does not bind.
   *
   * @return the number, not NaN
   */
  public double limit() {
    return Scalars.limit(this);
  }

  /**
   * Reads a finite number greater than zero.
   *
   * @return the number
   */
  public double positive() {
    return Scalars.positive(this);
  }

  /**
   * Reads a whole number.
   *
   * @return the number
   */
  public long integer() {
    return Scalars.integer(this);
  }

  /**
   * Reads a whole number between two bounds.
   *
   * @param min the least allowed
   * @param max the greatest allowed
   * @return the number
   */
  public int integer(int min, int max) {
    return Scalars.integer(this, min, max);
  }

  /**
   * Reads {@code true} or {@code false}.
   *
   * @return the truth value
   */
  public boolean bool() {
    if (scalarType != ScalarType.BOOLEAN) {
      throw expected("true or false");
    }
    return text.toLowerCase(Locale.ROOT).equals("true");
  }

  /**
   * Reads a duration such as {@code 10s} or {@code 500ms}; a plain number is seconds.
   *
   * @return nanoseconds, not negative
   */
  public long durationNs() {
    return Scalars.durationNs(this);
  }

  /**
   * Reads one of an enumeration's names in lower case, with {@code _} or {@code -} between words.
   *
   * @param <E> the enumeration
   * @param type its class
   * @return the constant
   */
  public <E extends Enum<E>> E oneOf(Class<E> type) {
    return Scalars.oneOf(this, type);
  }

  /**
   * Reads a list of finite numbers.
   *
   * @return a new array
   */
  public double[] doubles() {
    return items().stream().mapToDouble(YamlNode::number).toArray();
  }

  /**
   * Reads as many finite numbers as wanted, or one for all.
   *
   * @param count how many
   * @return a new array of that length
   */
  public double[] doubles(int count) {
    if (kind == Kind.SCALAR) {
      double[] same = new double[count];
      Arrays.fill(same, number());
      return same;
    }
    if (items().size() != count) {
      throw error()
          .expected(count + " numbers, or one for all")
          .found(items.size() + " entries")
          .build();
    }
    return doubles();
  }

  /**
   * Reads a list of texts.
   *
   * @return a new list
   */
  public List<String> strings() {
    return items().stream().map(YamlNode::string).toList();
  }

  /**
   * Reads a list, one entry after the other.
   *
   * @param <T> what an entry becomes
   * @param read reads one entry
   * @return a new list
   */
  public <T> List<T> list(Function<YamlNode, T> read) {
    return items().stream().map(read).toList();
  }

  /**
   * Reads a file's path, relative to the folder of the YAML file in which it was written.
   *
   * @return an absolute, normal path
   */
  public Path path() {
    return origin.base().resolve(string()).normalize();
  }

  /**
   * Reads the bytes of the file that this value names.
   *
   * @param files where files come from
   * @return the file's bytes
   * @throws PreflightException at this node's place if the file is absent
   */
  public byte[] readFile(FileSource files) {
    Path file = path();
    if (!files.exists(file)) {
      throw preflight()
          .summary("the file does not exist")
          .found(Origin.display(file))
          .remedy(
              "put the file there, or name another (relative to "
                  + Origin.display(origin.base())
                  + ")")
          .build();
    }
    return files.read(file);
  }

  /**
   * Begins an error of configuration at this node.
   *
   * @return a builder that knows the place; the caller throws what it builds
   */
  public ProblemBuilder<ConfigurationException> error() {
    return ConfigurationException.at(this);
  }

  /**
   * Begins a failed check at this node.
   *
   * @return a builder that knows the place; the caller throws what it builds
   */
  public ProblemBuilder<PreflightException> preflight() {
    return PreflightException.at(this);
  }

  /**
   * Compares content: shapes, keys in order, tags, types and texts, but not places.
   *
   * @param other another node
   * @return true if both would read the same
   */
  public boolean sameContent(YamlNode other) {
    return kind == other.kind
        && tag.equals(other.tag)
        && scalarType == other.scalarType
        && (isNull() || text.equals(other.text))
        && items.size() == other.items.size()
        && IntStream.range(0, items.size())
            .allMatch(i -> items.get(i).sameContent(other.items.get(i)))
        && List.copyOf(members.keySet()).equals(List.copyOf(other.members.keySet()))
        && members.values().stream()
            .allMatch(m -> m.value.sameContent(other.members.get(m.key).value));
  }

  /**
   * A short picture of the value for an error.
   *
   * @return text in quotes; other scalars as written; the size of a mapping or list
   */
  public String shown() {
    switch (kind) {
      case MAPPING:
        return "a mapping with " + members.size() + " keys";
      case SEQUENCE:
        return "a list of " + items.size();
      default:
        String cut = text.length() > 60 ? text.substring(0, 57) + "..." : text;
        return isNull() ? "nothing" : isString() ? '"' + cut + '"' : cut;
    }
  }

  @Override
  public String toString() {
    return origin + " " + keyPath + ": " + shown();
  }

  private ConfigurationException expected(String what) {
    return error().expected(what).found(shown()).build();
  }

  private void requireMapping() {
    if (kind != Kind.MAPPING) {
      throw expected("a mapping of keys to values");
    }
  }

  String text() {
    return text;
  }
}
