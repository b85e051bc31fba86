package io.escapement.controller.config;

import static io.escapement.controller.config.Texts.yaml;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlNodeTest {
  private enum Pace {
    REAL_TIME,
    LOCKSTEP
  }

  @Test
  void readsTypedValues() {
    YamlNode root =
        yaml(
            "{a: 1.5, b: 7, c: true, d: [1, 2.5], e: [x, y], f: go1/go1.xml, g: real_time, h: 250ms}");
    assertEquals(1.5, root.get("a").number());
    assertEquals(7, root.get("b").integer());
    assertTrue(root.get("c").bool());
    assertArrayEquals(new double[] {1, 2.5}, root.get("d").doubles());
    assertArrayEquals(new double[] {7, 7, 7}, root.get("b").doubles(3));
    assertEquals(List.of("x", "y"), root.get("e").strings());
    assertEquals(Path.of("/base/go1/go1.xml"), root.get("f").path());
    assertEquals(Pace.REAL_TIME, root.get("g").oneOf(Pace.class));
    assertEquals(250_000_000L, root.get("h").durationNs());
  }

  @Test
  void saysWhatWasExpectedAndFoundAndWhere() {
    YamlNode root = yaml("loop:\n  rate_hz: fast\n");
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> root.get("loop.rate_hz").positive());
    assertEquals(
        "test.yaml:2:12: loop.rate_hz: expected a number > 0, found \"fast\".", e.getMessage());
    assertEquals(
        new Problem("test.yaml", 2, 12, "loop.rate_hz", "", "a number > 0", "\"fast\"", ""),
        e.problem());
  }

  @Test
  void saysThatAUnitIsTooMuch() {
    YamlNode node = yaml("rate_hz: 50Hz").get("rate_hz");
    ConfigurationException e = assertThrows(ConfigurationException.class, node::number);
    assertTrue(e.getMessage().contains("write 50 without \"Hz\""), e.getMessage());
  }

  @Test
  void refusesAnUnknownUnitOfTime() {
    YamlNode node = yaml("period: 20 lightyears").get("period");
    ConfigurationException e = assertThrows(ConfigurationException.class, node::durationNs);
    assertTrue(e.getMessage().contains("expected a duration such as 20ms"), e.getMessage());
    assertTrue(e.getMessage().contains("\"20 lightyears\""), e.getMessage());
  }

  @Test
  void namesTheKeyThatIsMissingAndTheNearest() {
    YamlNode root = yaml("loop:\n  rate: 5\n");
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> root.get("loop.rat"));
    assertEquals("loop.rat", e.problem().key());
    assertEquals(2, e.problem().line());
    assertTrue(e.getMessage().contains("\"rate\""), e.getMessage());
  }

  @Test
  void takesNullForAbsent() {
    YamlNode root = yaml("a: null\nb: {c: 1}\n");
    assertFalse(root.has("a"));
    assertTrue(root.optional("a.b").isEmpty());
    assertTrue(root.optional("b.d").isEmpty());
    assertTrue(root.has("b.c"));
    assertThrows(ConfigurationException.class, () -> root.get("a"));
  }

  @Test
  void readsKeysWithDotsInQuotes() {
    YamlNode root = yaml("joints: {'.*_hip': {effort: 20}}\n");
    assertEquals(20, root.get("joints.\".*_hip\".effort").number());
    assertEquals(
        "joints.\".*_hip\".effort", root.get("joints").child(".*_hip").get("effort").keyPath());
  }

  @Test
  void refusesNumbersThatAreNone() {
    assertThrows(ConfigurationException.class, () -> yaml("a: .nan").get("a").limit());
    assertThrows(ConfigurationException.class, () -> yaml("a: .inf").get("a").number());
    assertThrows(ConfigurationException.class, () -> yaml("a: '5'").get("a").number());
    assertThrows(ConfigurationException.class, () -> yaml("a: 5.5").get("a").integer());
    assertThrows(ConfigurationException.class, () -> yaml("a: 12").get("a").integer(0, 11));
    assertThrows(
        ConfigurationException.class, () -> yaml("a: 99999999999999999999").get("a").integer());
    assertEquals(1_000_000, yaml("a: 1e6").get("a").integer());
  }

  @Test
  void namesAMissingFileAtItsPlace() {
    YamlNode node = yaml("robot:\n  model: nowhere.xml\n").get("robot.model");
    PreflightException e =
        assertThrows(PreflightException.class, () -> node.readFile(new DiskFiles()));
    assertTrue(e.getMessage().startsWith("test.yaml:2:10: robot.model: "), e.getMessage());
    assertTrue(e.getMessage().contains("/base/nowhere.xml"), e.getMessage());
  }
}
