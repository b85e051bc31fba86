package io.escapement.controller.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A node of a configuration tree: a mapping with ordered keys, a sequence or a scalar, each with
 * the place where it was written. Immutable.
 *
 * <p>The typed readers throw a {@link ConfigurationException} at the node's place when it holds
 * something else.
 */
public final class YamlNode {
  /**
   * A key of a mapping with its value.
   *
   * @param key the key's text
   * @param keyOrigin where the key was written
   * @param value the value
   */
  public record Member(String key, Origin keyOrigin, YamlNode value) {}

  private final NodeKind kind;
  private final Origin origin;
  private final String keyPath;
  private final String tag;
  private final Map<String, Member> members;
  private final List<YamlNode> items;
  private final String text;
  private final ScalarType scalarType;

  private YamlNode(
      NodeKind kind,
      Origin origin,
      String keyPath,
      String tag,
      Map<String, Member> members,
      List<YamlNode> items,
      String text,
      ScalarType scalarType) {
    this.kind = kind;
    this.origin = origin;
    this.keyPath = keyPath;
    this.tag = tag;
    this.members = members;
    this.items = items;
    this.text = text;
    this.scalarType = scalarType;
  }

  static YamlNode mapping(Origin origin, String keyPath, String tag, Map<String, Member> members) {
    Map<String, Member> copy = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    return new YamlNode(NodeKind.MAPPING, origin, keyPath, tag, copy, List.of(), "", null);
  }

  static YamlNode sequence(Origin origin, String keyPath, String tag, List<YamlNode> items) {
    return new YamlNode(
        NodeKind.SEQUENCE, origin, keyPath, tag, Map.of(), List.copyOf(items), "", null);
  }

  static YamlNode scalar(Origin origin, String keyPath, String tag, String text, ScalarType type) {
    return new YamlNode(NodeKind.SCALAR, origin, keyPath, tag, Map.of(), List.of(), text, type);
  }

  /** {@return the node's shape} */
  public NodeKind kind() {
    return kind;
  }

  /** {@return where the value was written: its first character's place} */
  public Origin origin() {
    return origin;
  }

  /** {@return the way to this node from the root of its tree, such as {@code fallbacks[0].mode}} */
  public String keyPath() {
    return keyPath;
  }

  /**
   * {@return a tag that YAML itself does not know, such as {@code tag:yaml.org,2002:python/name};
   * empty for plain nodes}
   */
  public String tag() {
    return tag;
  }

  /** {@return what a scalar's text stands for; an error for what is no scalar} */
  public ScalarType scalarType() {
    if (kind != NodeKind.SCALAR) {
      throw expected("a single value");
    }
    return scalarType;
  }

  /** {@return true for a mapping} */
  public boolean isMapping() {
    return kind == NodeKind.MAPPING;
  }

  /** {@return true for a sequence} */
  public boolean isSequence() {
    return kind == NodeKind.SEQUENCE;
  }

  /** {@return true for a scalar} */
  public boolean isScalar() {
    return kind == NodeKind.SCALAR;
  }

  /** {@return true for {@code null}, {@code ~} or nothing} */
  public boolean isNull() {
    return scalarType == ScalarType.NULL;
  }

  /** {@return true for a scalar that is text} */
  public boolean isString() {
    return scalarType == ScalarType.STRING;
  }

  /** {@return true for a scalar that is a number} */
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
    return KeyPath.get(this, path);
  }

  /**
   * The value at a key path below this node, if it is there and not null.
   *
   * @param path as for {@link #get}
   * @return the value; empty where any step of the way is absent or null
   * @throws ConfigurationException if a step leads through a value that is no mapping or sequence
   */
  public Optional<YamlNode> optional(String path) {
    return KeyPath.optional(this, path);
  }

  /**
   * {@return true if there is a value, not null, at a key path}
   *
   * @param path as for {@link #get}
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
      throw YamlTrees.missing(this, key, value);
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
    changed.put(
        key, new Member(key, keyOrigin, YamlTrees.moved(value, KeyPath.append(keyPath, key))));
    return mapping(origin, keyPath, tag, changed);
  }

  /**
   * This list of paths with each one made absolute, so that it holds wherever it is written to.
   *
   * @return a copy; this node is unchanged
   * @throws ConfigurationException if this is no list of texts
   */
  public YamlNode withAbsolutePaths() {
    List<YamlNode> absolute =
        list(
            item ->
                scalar(
                    item.origin, item.keyPath, item.tag, item.path().toString(), item.scalarType));
    return sequence(origin, keyPath, tag, absolute);
  }

  /**
   * The same list with other items.
   *
   * @param changed the items, which keep their places in their files
   * @return another list at this list's place
   * @throws ConfigurationException if this is no list
   */
  public YamlNode withItems(List<YamlNode> changed) {
    items();
    List<YamlNode> moved = new ArrayList<>();
    for (YamlNode item : changed) {
      moved.add(YamlTrees.moved(item, KeyPath.append(keyPath, moved.size())));
    }
    return sequence(origin, keyPath, tag, moved);
  }

  /** {@return the keys of a mapping in the order written; an error for what is no mapping} */
  public List<String> keys() {
    requireMapping();
    return List.copyOf(members.keySet());
  }

  /**
   * {@return the keys and values of a mapping in the order written; an error for what is no
   * mapping}
   */
  public List<Member> members() {
    requireMapping();
    return List.copyOf(members.values());
  }

  /** {@return the values of a sequence in the order written; an error for what is no sequence} */
  public List<YamlNode> items() {
    if (kind != NodeKind.SEQUENCE) {
      throw expected("a list");
    }
    return items;
  }

  /** {@return the text of a scalar; a number or a truth value as it was written} */
  public String string() {
    if (kind != NodeKind.SCALAR || isNull()) {
      throw expected("text");
    }
    return text;
  }

  /** {@return a finite number} */
  public double number() {
    return Scalars.finite(this);
  }

  /** {@return a number that may be {@code .inf}, as a limit that does not bind; not NaN} */
  public double limit() {
    return Scalars.limit(this);
  }

  /** {@return a finite number greater than zero} */
  public double positive() {
    return Scalars.positive(this);
  }

  /** {@return a whole number} */
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

  /** {@return what {@code true} or {@code false} says} */
  public boolean bool() {
    if (scalarType != ScalarType.BOOLEAN) {
      throw expected("true or false");
    }
    return text.toLowerCase(Locale.ROOT).equals("true");
  }

  /**
   * {@return nanoseconds of {@code 10s} or {@code 500ms}; a plain number is seconds; not negative}
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

  /** {@return a new array of the finite numbers in a list} */
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
    if (kind == NodeKind.SCALAR) {
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

  /** {@return a new list of the texts in a list} */
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
   * {@return a builder of an error of configuration at this node; the caller throws what it builds}
   */
  public ProblemBuilder<ConfigurationException> error() {
    return ConfigurationException.at(this);
  }

  /** {@return a builder of a failed check at this node; the caller throws what it builds} */
  public ProblemBuilder<PreflightException> preflight() {
    return PreflightException.at(this);
  }

  /**
   * {@return a short picture of the value for an error: text in quotes, other scalars as written,
   * the size of a mapping or list}
   */
  public String shown() {
    return YamlTrees.shown(this);
  }

  /** Nodes are equal if they say the same, wherever they were written. */
  @Override
  public boolean equals(Object other) {
    return other instanceof YamlNode node && YamlTrees.sameContent(this, node);
  }

  @Override
  public int hashCode() {
    return kind == NodeKind.MAPPING
        ? members.keySet().hashCode()
        : kind == NodeKind.SEQUENCE ? items.hashCode() : isNull() ? 0 : text.hashCode();
  }

  @Override
  public String toString() {
    return origin + " " + keyPath + ": " + shown();
  }

  private ConfigurationException expected(String what) {
    return error().expected(what).found(shown()).build();
  }

  private void requireMapping() {
    if (kind != NodeKind.MAPPING) {
      throw expected("a mapping of keys to values");
    }
  }

  String text() {
    return text;
  }
}
