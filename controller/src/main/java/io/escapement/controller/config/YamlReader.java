package io.escapement.controller.config;

import io.escapement.controller.config.YamlNode.Member;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML text into {@link YamlNode}s, as it stands: anchors and {@code <<} merges are resolved,
 * unknown tags kept, {@code extends} and {@code ${env:...}} left alone.
 *
 * <p>The text is composed, never constructed: no tag can make an object.
 */
public final class YamlReader {
  private static final int MOST_NODES = 1_000_000;
  private static final CoreSchema SCHEMA = new CoreSchema();
  private static final String CORE_TAGS = "tag:yaml.org,2002:";

  private final String source;
  private final Path base;
  private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();
  private int nodes;

  private YamlReader(String source, Path base) {
    this.source = source;
    this.base = base;
  }

  /**
   * Reads a file that was written by another tool, or needs no {@code extends}.
   *
   * @param file its path
   * @param files where files come from
   * @return the root; an empty mapping for an empty file
   * @throws ConfigurationException if it is absent or no YAML
   */
  public static YamlNode read(Path file, FileSource files) {
    if (!files.exists(file)) {
      throw ConfigurationException.at(file)
          .summary("the file does not exist")
          .remedy("check its name and its folder")
          .build();
    }
    return parse(
        files.read(file), Origin.display(file), file.toAbsolutePath().normalize().getParent());
  }

  /**
   * Reads bytes.
   *
   * @param utf8 the text
   * @param source what errors call it
   * @param base the absolute folder that paths inside are relative to
   * @return the root; an empty mapping for an empty text
   * @throws ConfigurationException if it is no YAML
   */
  public static YamlNode parse(byte[] utf8, String source, Path base) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      return parse(text, source, base);
    } catch (CharacterCodingException e) {
      throw ConfigurationException.at(source)
          .summary("the file is no text")
          .expected("UTF-8")
          .cause(e)
          .build();
    }
  }

  /**
   * Reads a text.
   *
   * @param yaml the text
   * @param source what errors call it
   * @param base the absolute folder that paths inside are relative to
   * @return the root; an empty mapping for an empty text
   * @throws ConfigurationException if it is no YAML
   */
  public static YamlNode parse(String yaml, String source, Path base) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(source).setSchema(SCHEMA).setUseMarks(true).build();
    String text = yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml;
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      YamlReader reader = new YamlReader(source, base);
      return root.map(node -> reader.convert(node, ""))
          .orElseGet(() -> YamlNode.mapping(new Origin(source, base, 1, 1), "", "", Map.of()));
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
      throw ConfigurationException.at(source)
          .line(mark == null ? 0 : mark.getLine() + 1)
          .column(mark == null ? 0 : mark.getColumn() + 1)
          .summary("this is not YAML: " + e.getProblem())
          .remedy("correct the file; this is the place at which it stopped making sense")
          .cause(e)
          .build();
    } catch (YamlEngineException e) {
      throw ConfigurationException.at(source)
          .summary("this is not YAML: " + e.getMessage())
          .cause(e)
          .build();
    }
  }

  /** What a plain (unquoted) scalar's text stands for. */
  static ScalarType typeOfPlain(String text) {
    return type(SCHEMA.getScalarResolver().resolve(text, true));
  }

  private static ScalarType type(Tag tag) {
    if (tag.equals(Tag.NULL)) {
      return ScalarType.NULL;
    }
    if (tag.equals(Tag.BOOL)) {
      return ScalarType.BOOLEAN;
    }
    if (tag.equals(Tag.INT)) {
      return ScalarType.INTEGER;
    }
    return tag.equals(Tag.FLOAT) ? ScalarType.FLOAT : ScalarType.STRING;
  }

  private YamlNode convert(Node node, String path) {
    Origin origin = origin(node);
    if (++nodes > MOST_NODES) {
      throw ConfigurationException.at(origin)
          .summary("aliases make this document too large")
          .build();
    }
    if (node instanceof ScalarNode scalar) {
      String text = scalar.getValue();
      return YamlNode.scalar(
          origin, path, foreignTag(node), text, scalarType(scalar, origin, path));
    }
    if (open.put(node, true) != null) {
      throw ConfigurationException.at(origin).key(path).summary("an alias contains itself").build();
    }
    YamlNode converted =
        node instanceof SequenceNode sequence
            ? YamlNode.sequence(origin, path, foreignTag(node), items(sequence, path))
            : YamlNode.mapping(origin, path, foreignTag(node), members((MappingNode) node, path));
    open.remove(node);
    return converted;
  }

  /** A tag written out ({@code !!int}) must not promise what the text does not hold. */
  private static ScalarType scalarType(ScalarNode scalar, Origin origin, String path) {
    ScalarType tagged = type(scalar.getTag());
    if (tagged != ScalarType.STRING && tagged != ScalarType.NULL) {
      ScalarType plain = typeOfPlain(scalar.getValue());
      boolean number = tagged == ScalarType.FLOAT && plain == ScalarType.INTEGER;
      if (plain != tagged && !number) {
        throw ConfigurationException.at(origin)
            .key(path)
            .summary("the tag " + scalar.getTag() + " does not fit \"" + scalar.getValue() + "\"")
            .build();
      }
      return plain;
    }
    return tagged;
  }

  private List<YamlNode> items(SequenceNode sequence, String path) {
    List<YamlNode> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(convert(item, KeyPath.append(path, items.size())));
    }
    return items;
  }

  private Map<String, Member> members(MappingNode mapping, String path) {
    Map<String, Member> own = new LinkedHashMap<>();
    Map<String, Member> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Origin keyOrigin = origin(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        throw ConfigurationException.at(keyOrigin).key(path).expected("a key of one word").build();
      }
      String key = keyNode.getValue();
      if (key.equals("<<") && keyNode.isPlain()) {
        merge(tuple.getValueNode(), path, merged);
        continue;
      }
      Member before = own.get(key);
      if (before != null) {
        throw ConfigurationException.at(keyOrigin)
            .key(KeyPath.append(path, key))
            .summary("the key stands twice; first on line " + before.keyOrigin().line())
            .remedy("keep one of them")
            .build();
      }
      YamlNode value = convert(tuple.getValueNode(), KeyPath.append(path, key));
      own.put(key, new Member(key, keyOrigin, value));
    }
    merged.forEach(own::putIfAbsent);
    return own;
  }

  private void merge(Node node, String path, Map<String, Member> into) {
    YamlNode value = convert(node, path);
    List<YamlNode> sources = value.isSequence() ? value.items() : List.of(value);
    for (YamlNode from : sources) {
      for (Member member : from.members()) {
        YamlNode moved = YamlTrees.moved(member.value(), KeyPath.append(path, member.key()));
        into.putIfAbsent(member.key(), new Member(member.key(), member.keyOrigin(), moved));
      }
    }
  }

  private Origin origin(Node node) {
    Mark mark = node.getStartMark().orElse(null);
    return mark == null
        ? new Origin(source, base, 0, 0)
        : new Origin(source, base, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String foreignTag(Node node) {
    String tag = node.getTag().getValue();
    boolean core =
        tag.startsWith(CORE_TAGS)
            && switch (tag.substring(CORE_TAGS.length())) {
              case "map", "seq", "str", "int", "float", "bool", "null", "merge" -> true;
              default -> false;
            };
    return core ? "" : tag;
  }
}
