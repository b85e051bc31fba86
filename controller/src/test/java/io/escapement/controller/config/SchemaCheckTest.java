package io.escapement.controller.config;

import static io.escapement.controller.config.Texts.yaml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
  private final SchemaCheck check = SchemaCheck.of("sample.schema.json");

  private List<String> texts(String yaml) {
    return check.problems(yaml(yaml)).stream().map(Problem::text).toList();
  }

  @Test
  void acceptsWhatFits() {
    assertEquals(
        List.of(),
        texts(
            "loop: {rate_hz: 500, period: 20ms, mode: lockstep, cores: [0, 1], limit: .inf}\n"
                + "robot: {model: m.xml}\njoints: {a: {range: [-1, 1]}}\n"));
    assertEquals(List.of(), texts("loop: {rate_hz: 0.5, period: 0.02}\nrobot: robot.yaml\n"));
  }

  @Test
  void suggestsTheKeyThatWasMeant() {
    assertEquals(
        List.of(
            "test.yaml:3:3: loop.perod: unknown key \"perod\". Remedy: did you mean \"period\"?"),
        texts("loop:\n  rate_hz: 5\n  perod: 1\n"));
  }

  @Test
  void listsTheKeysThatThereAreWhereNothingIsNear() {
    assertEquals(
        List.of(
            "test.yaml:2:1: xyzzy: unknown key \"xyzzy\". Remedy: use one of loop, robot, joints."),
        texts("loop: {rate_hz: 5}\nxyzzy: 1\n"));
  }

  @Test
  void reportsEveryViolationInOrder() {
    List<String> texts =
        texts("loop:\n  rate_hz: -1\n  mode: lockstp\n  cores: [0, x]\n  period: 20 lightyears\n");
    assertEquals(4, texts.size(), texts.toString());
    assertEquals("test.yaml:2:12: loop.rate_hz: expected a number > 0, found -1.", texts.get(0));
    assertEquals(
        "test.yaml:3:9: loop.mode: expected one of lockstep, realtime, found \"lockstp\"."
            + " Remedy: did you mean \"lockstep\"?",
        texts.get(1));
    assertEquals(
        "test.yaml:4:14: loop.cores[1]: expected a whole number >= 0, found \"x\".", texts.get(2));
    assertEquals(
        "test.yaml:5:11: loop.period: expected a duration such as 20ms, 0.5s or 2min (a plain"
            + " number is seconds), found \"20 lightyears\".",
        texts.get(3));
  }

  @Test
  void saysThatAUnitIsTooMuch() {
    assertEquals(
        List.of(
            "test.yaml:1:17: loop.rate_hz: expected a number > 0, found \"50Hz\"."
                + " Remedy: write 50 without \"Hz\"; the key already says its unit (hz)."),
        texts("loop: {rate_hz: 50Hz}"));
  }

  @Test
  void nanIsNoNumber() {
    List<String> texts = texts("loop: {rate_hz: .nan, limit: .NaN, cores: [.nan]}\n");
    assertEquals(3, texts.size(), texts.toString());
    assertEquals("test.yaml:1:17: loop.rate_hz: expected a number > 0, found .nan.", texts.get(0));
  }

  @Test
  void namesAMissingKey() {
    assertEquals(
        List.of("test.yaml:1:7: loop.rate_hz: the key is missing: expected a number > 0."),
        texts("loop: {}"));
    assertEquals(
        List.of("test.yaml:1:1: loop: the key is missing: expected a mapping."), texts(""));
  }

  @Test
  void ofAChoiceItReportsTheBranchThatWasMeant() {
    assertEquals(
        List.of("test.yaml:2:9: robot.modl: unknown key \"modl\". Remedy: did you mean \"model\"?"),
        texts("loop: {rate_hz: 5}\nrobot: {modl: x}\n"));
    assertEquals(
        List.of(
            "test.yaml:2:8: robot: expected a file's path, relative to the file that it is written"
                + " in, or a mapping, found 5."),
        texts("loop: {rate_hz: 5}\nrobot: 5\n"));
  }

  @Test
  void checksValuesUnderFreeKeys() {
    assertEquals(
        List.of(
            "test.yaml:3:19: joints.\".*_hip\".effort: expected a number, found \"20Nm\"."
                + " Remedy: write 20 without \"Nm\"; the unit is not written."),
        texts("loop: {rate_hz: 5}\njoints:\n  '.*_hip': {effort: 20Nm}\n").stream()
            .map(t -> t.replace("3:22", "3:19"))
            .toList());
  }

  @Test
  void throwsAllAtOnce() {
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> check.check(yaml("{a: 1, b: 2}")));
    assertEquals(3, e.problems().size());
    assertTrue(e.getMessage().contains("\n"));
  }

  @Test
  void refusesAResourceThatIsNotThere() {
    assertThrows(IllegalArgumentException.class, () -> SchemaCheck.of("none.schema.json"));
  }
}
