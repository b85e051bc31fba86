package io.escapement.controller.config;

import io.escapement.controller.config.YamlNode.Member;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Writes a tree as plain YAML, after {@code extends}, environment and {@code --set}, as a run
 * directory's {@code run.yaml}. What it writes loads to the same tree.
 */
public final class ResolvedYaml {
  private static final int WIDTH = 100;

  private final FilesRead filesRead;

  private ResolvedYaml(FilesRead filesRead) {
    this.filesRead = filesRead;
  }

  /**
   * Writes a tree, every value as it stands.
   *
   * @param root any node
   * @return YAML text
   */
  public static String write(YamlNode root) {
    return write(root, new FilesRead());
  }

  /**
   * Writes a tree so that it can be read from another folder: a value that names a file which the
   * run has read is written as an absolute path.
   *
   * @param root any node
   * @param filesRead what the run has read
   * @return YAML text
   */
  public static String write(YamlNode root, FilesRead filesRead) {
    DumpSettings settings =
        DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(WIDTH)
            .setDereferenceAliases(true)
            .build();
    Node node = new ResolvedYaml(filesRead).node(root);
    return new Present(settings)
        .emitToString(new Serialize(settings).serializeOne(node).iterator());
  }

  private Node node(YamlNode from) {
    switch (from.kind()) {
      case MAPPING:
        List<NodeTuple> tuples = new ArrayList<>();
        for (Member m : from.members()) {
          tuples.add(new NodeTuple(scalar(Tag.STR, m.key()), node(m.value())));
        }
        return new MappingNode(tag(from, Tag.MAP), tuples, FlowStyle.BLOCK);
      case SEQUENCE:
        List<Node> items = from.list(this::node);
        boolean flat = from.items().stream().allMatch(YamlNode::isScalar);
        return new SequenceNode(tag(from, Tag.SEQ), items, flat ? FlowStyle.FLOW : FlowStyle.BLOCK);
      default:
        return scalar(from);
    }
  }

  private Node scalar(YamlNode from) {
    switch (from.scalarType()) {
      case NULL:
        return scalar(tag(from, Tag.NULL), "null");
      case BOOLEAN:
        return scalar(tag(from, Tag.BOOL), from.text());
      case INTEGER:
        return scalar(tag(from, Tag.INT), from.text());
      case FLOAT:
        return scalar(tag(from, Tag.FLOAT), from.text());
      default:
        return scalar(tag(from, Tag.STR), text(from));
    }
  }

  private String text(YamlNode from) {
    Optional<Path> file = from.text().isBlank() ? Optional.empty() : fileThatWasRead(from);
    return file.map(Path::toString).orElse(from.text()).replace("${env:", "$${env:");
  }

  private Optional<Path> fileThatWasRead(YamlNode from) {
    try {
      Path file = from.path();
      return filesRead.find(file).isPresent() ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Node scalar(Tag tag, String text) {
    ScalarStyle style = text.contains("\n") ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN;
    return new ScalarNode(tag, text, style);
  }

  private static Tag tag(YamlNode from, Tag plain) {
    return from.tag().isEmpty() ? plain : new Tag(from.tag());
  }
}
