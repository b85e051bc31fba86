package io.escapement.controller.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {
  @TempDir Path dir;

  private final DiskFiles files = new DiskFiles();

  private Path write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private ConfigurationLoader loader(Map<String, String> variables) {
    return new ConfigurationLoader(files, Environment.of(variables), dir);
  }

  private YamlNode load(String name, String... overrides) {
    return loader(Map.of()).load(Path.of(name), List.of(overrides));
  }

  @Test
  void mergesWhatItExtendsAndKeepsPlaces() throws IOException {
    write("base/base.yaml", "loop: {rate_hz: 100, cores: [1, 2]}\nrobot:\n  model: m.xml\n");
    write("run.yaml", "extends: base/base.yaml\nloop:\n  rate_hz: 500\n");
    YamlNode root = load("run.yaml");
    assertEquals(List.of("loop", "robot"), root.keys());
    assertEquals(500, root.get("loop.rate_hz").number());
    assertEquals(2, root.get("loop.cores").items().size());
    assertEquals(dir.resolve("base/m.xml"), root.get("robot.model").path());
    assertTrue(root.get("robot.model").origin().source().endsWith("base.yaml"));
    assertEquals(3, root.get("loop.rate_hz").origin().line());
  }

  @Test
  void laterOnesOfAListWin() throws IOException {
    write("a.yaml", "x: 1\ny: 1\nz: 1\n");
    write("b.yaml", "x: 2\ny: 2\n");
    write("run.yaml", "extends: [a.yaml, b.yaml]\nx: 3\n");
    YamlNode root = load("run.yaml");
    assertEquals("321", root.get("x").string() + root.get("y").string() + root.get("z").string());
  }

  @Test
  void extendsInsideAMapping() throws IOException {
    write("part/robot.yaml", "model: m.xml\nmass: 3\n");
    write("run.yaml", "robot: {extends: part/robot.yaml, mass: 4}\n");
    YamlNode root = load("run.yaml");
    assertEquals(4, root.get("robot.mass").number());
    assertEquals(dir.resolve("part/m.xml"), root.get("robot.model").path());
    assertEquals("robot.model", root.get("robot.model").keyPath());
  }

  @Test
  void refusesACircle() throws IOException {
    write("a.yaml", "extends: b.yaml\n");
    write("b.yaml", "x: 1\nextends: a.yaml\n");
    ConfigurationException e = assertThrows(ConfigurationException.class, () -> load("a.yaml"));
    assertEquals(2, e.problem().line());
    assertTrue(e.getMessage().contains("circle"), e.getMessage());
  }

  @Test
  void namesAMissingFileAtTheKey() throws IOException {
    write("run.yaml", "\nextends: gone.yaml\n");
    ConfigurationException e = assertThrows(ConfigurationException.class, () -> load("run.yaml"));
    assertEquals(2, e.problem().line());
    assertEquals("extends", e.problem().key());
    assertTrue(e.getMessage().contains("gone.yaml"), e.getMessage());
    assertThrows(ConfigurationException.class, () -> load("nowhere.yaml"));
  }

  @Test
  void fillsInEnvironmentVariables() throws IOException {
    write("sub/run.yaml", "a: ${env:A}\nb: ${env:B:-5}\nc: x${env:A}y${env:B:-}\nd: $${env:A}\n");
    YamlNode root = loader(Map.of("A", "1.5")).load(Path.of("sub/run.yaml"));
    assertEquals(1.5, root.get("a").number());
    assertEquals(5, root.get("b").integer());
    assertEquals("x1.5y", root.get("c").string());
    assertEquals("${env:A}", root.get("d").string());
  }

  @Test
  void aDefaultPathIsRelativeToTheFileAndAVariableToTheUser() throws IOException {
    write("sub/run.yaml", "model: ${env:MODELS:-../models}/m.xml\n");
    Path file = Path.of("sub/run.yaml");
    assertEquals(dir.resolve("models/m.xml"), loader(Map.of()).load(file).get("model").path());
    assertEquals(
        dir.resolve("here/m.xml"), loader(Map.of("MODELS", "here")).load(file).get("model").path());
    assertEquals(
        Path.of("/abs/m.xml"), loader(Map.of("MODELS", "/abs")).load(file).get("model").path());
  }

  @Test
  void namesAVariableThatIsNotSet() throws IOException {
    write("run.yaml", "x: 1\na: ${env:ROBOT_HOME}/x\n");
    ConfigurationException e = assertThrows(ConfigurationException.class, () -> load("run.yaml"));
    assertEquals(2, e.problem().line());
    assertTrue(e.getMessage().contains("ROBOT_HOME is not set"), e.getMessage());
  }

  @Test
  void recordsTheVariablesThatItUsed() throws IOException {
    write("run.yaml", "a: ${env:A}\nb: ${env:B:-5}\n");
    ConfigurationLoader loader = loader(Map.of("A", "1", "C", "2"));
    loader.load(Path.of("run.yaml"));
    assertEquals(Map.of("A", "1"), loader.environment().used());
  }

  @Test
  void setsValuesFromTheCommandLine() throws IOException {
    write("run.yaml", "loop: {rate_hz: 100}\nfallbacks: [{mode: hold}, {mode: damping}]\nq: 1\n");
    YamlNode root =
        load(
            "run.yaml",
            "loop.rate_hz=500",
            "fallbacks[1].mode=estop",
            "fallbacks[2].mode=hold",
            "command.vx=0.5",
            "joints.\".*=x\".effort=[1, 2]",
            "q=");
    assertEquals(500, root.get("loop.rate_hz").number());
    assertEquals("estop", root.get("fallbacks[1].mode").string());
    assertEquals("hold", root.get("fallbacks[0].mode").string());
    assertEquals("hold", root.get("fallbacks[2].mode").string());
    assertEquals(0.5, root.get("command.vx").number());
    assertEquals(2, root.get("joints.\".*=x\".effort").doubles()[1]);
    assertFalse(root.has("q"));
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> root.get("fallbacks[1].mode").number());
    assertTrue(e.getMessage().startsWith("--set fallbacks[1].mode: expected"), e.getMessage());
  }

  @Test
  void setsValuesInsideAFileThatAScalarNames() throws IOException {
    write("robots/robot.yaml", "model: m.xml\nactuators: {all: {stiffness: 35}}\n");
    write("run.yaml", "robot: robots/robot.yaml\n");
    YamlNode root = load("run.yaml", "robot.actuators.all.stiffness=36");
    assertEquals(36, root.get("robot.actuators.all.stiffness").number());
    assertEquals(dir.resolve("robots/m.xml"), root.get("robot.model").path());
    YamlNode untouched = load("run.yaml");
    assertEquals(
        35,
        loader(Map.of()).follow(untouched.get("robot")).get("actuators.all.stiffness").number());
  }

  @Test
  void refusesOverridesThatLeadNowhere() throws IOException {
    write("run.yaml", "a: 5\nlist: [1]\n");
    for (String wrong :
        List.of("a.b=1", "list[3]=1", "list.x=1", "a[0]=1", "novalue", "=1", "a..b=1", "a={")) {
      ConfigurationException e =
          assertThrows(ConfigurationException.class, () -> load("run.yaml", wrong), wrong);
      assertTrue(e.problem().where().startsWith("--set "), e.getMessage());
    }
  }

  @Test
  void aPathFromTheCommandLineIsRelativeToTheUser() throws IOException {
    write("sub/run.yaml", "model: m.xml\n");
    assertEquals(dir.resolve("n.xml"), load("sub/run.yaml", "model=n.xml").get("model").path());
  }

  @Test
  void recordsEveryFileThatItRead() throws IOException {
    write("base.yaml", "x: 1\n");
    write("run.yaml", "extends: base.yaml\n");
    load("run.yaml");
    assertEquals(
        List.of(dir.resolve("base.yaml").toString(), dir.resolve("run.yaml").toString()),
        files.filesRead().files().stream().map(FileRecord::path).toList());
  }
}
