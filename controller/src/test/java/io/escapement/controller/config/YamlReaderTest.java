package io.escapement.controller.config;

import static io.escapement.controller.config.Texts.yaml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
  @Test
  void knowsLineAndColumnOfKeysAndValues() {
    YamlNode root = yaml("loop:\n  rate_hz: 500\n  names: [a, bc]\n");
    assertEquals("test.yaml:2:12", root.get("loop.rate_hz").origin().toString());
    assertEquals(2, root.get("loop").members().get(0).keyOrigin().line());
    assertEquals(3, root.get("loop").members().get(0).keyOrigin().column());
    assertEquals("test.yaml:3:14", root.get("loop.names[1]").origin().toString());
    assertEquals("loop.names[1]", root.get("loop.names[1]").keyPath());
  }

  @Test
  void keepsUnknownTagsAsPlainNodes() {
    YamlNode root = yaml("ids: !!python/object/apply:builtins.slice [null, null, 3]\n");
    YamlNode ids = root.get("ids");
    assertEquals("tag:yaml.org,2002:python/object/apply:builtins.slice", ids.tag());
    assertEquals(3, ids.items().size());
    assertTrue(ids.items().get(0).isNull());
    assertEquals(3, ids.items().get(2).integer());
  }

  @Test
  void resolvesAnchorsAndMerges() {
    YamlNode root =
        yaml("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\nc: *a\nd:\n  <<: [*a, {z: 9}]\n");
    assertEquals(1, root.get("b.x").integer());
    assertEquals(3, root.get("b.y").integer());
    assertEquals("b.x", root.get("b.x").keyPath());
    assertEquals(2, root.get("c.y").integer());
    assertEquals("c.y", root.get("c.y").keyPath());
    assertEquals(9, root.get("d.z").integer());
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> yaml("a:\n  b: 1\n  b: 2\n"));
    assertEquals(3, e.problem().line());
    assertEquals("a.b", e.problem().key());
    assertTrue(e.getMessage().contains("first on line 2"), e.getMessage());
  }

  @Test
  void namesThePlaceOfASyntaxError() {
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> yaml("a: 1\nb: [1, 2\nc: 3\n"));
    assertEquals("test.yaml", e.problem().where());
    assertEquals(3, e.problem().line());
    assertTrue(e.getMessage().startsWith("test.yaml:3:"), e.getMessage());
  }

  @Test
  void refusesASecondDocument() {
    assertThrows(ConfigurationException.class, () -> yaml("a: 1\n---\nb: 2\n"));
  }

  @Test
  void refusesBytesThatAreNoText() {
    byte[] bytes = {'a', ':', ' ', (byte) 0xff, (byte) 0xfe};
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class, () -> YamlReader.parse(bytes, "x.yaml", Path.of("/")));
    assertTrue(e.getMessage().contains("UTF-8"), e.getMessage());
  }

  @Test
  void readsAnEmptyFileAsAnEmptyMapping() {
    assertEquals(List.of(), yaml("# nothing\n").keys());
    assertEquals(List.of(), YamlReader.parse(new byte[0], "x.yaml", Path.of("/")).keys());
  }

  @Test
  void refusesAnAliasThatContainsItself() {
    assertThrows(ConfigurationException.class, () -> yaml("a: &a [1, *a]\n"));
  }

  @Test
  void refusesAliasesThatGrowWithoutEnd() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(String.join(", ", java.util.Collections.nCopies(10, before))).append("]\n");
    }
    assertThrows(ConfigurationException.class, () -> yaml(bomb.toString()));
  }

  @Test
  void knowsTheTypesOfTheCoreSchema() {
    YamlNode list = yaml("[1, 0x1F, 1e-3, .5, .inf, true, null, ~, yes, '1', 1_000, 10s]");
    List<ScalarType> types = list.list(YamlNode::scalarType);
    assertEquals(
        "[INTEGER, INTEGER, FLOAT, FLOAT, FLOAT, BOOLEAN, NULL, NULL, STRING, STRING, STRING, STRING]",
        types.toString());
    assertEquals(31, list.items().get(1).integer());
    assertEquals(0.5, list.items().get(3).number());
    assertEquals(Double.POSITIVE_INFINITY, list.items().get(4).limit());
  }

  @Test
  void skipsAByteOrderMark() {
    byte[] bytes = "\uFEFFa: 1".getBytes(StandardCharsets.UTF_8);
    assertEquals(1, YamlReader.parse(bytes, "x", Path.of("/")).get("a").integer());
  }
}
