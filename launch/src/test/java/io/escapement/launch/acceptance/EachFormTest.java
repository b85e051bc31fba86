package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.controller.config.Sha256;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import io.escapement.policy.onnx.SeededMlp;
import io.escapement.testing.RequiresMujoco;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each form of a policy in the loop on the demo robot, which it moves a little about its stance:
 * nothing is allocated, and the journal is verified bit for bit from several keyframes.
 */
@RequiresMujoco
class EachFormTest {

  private static final int ACTIONS = DemoForm.ACTIONS;
  private static final int TICKS = 2000;
  private static final int RESIDUAL_SIZE = 6 + 2 * ACTIONS;
  private static final double AUTHORITY = 0.05;

  static Stream<DemoForm> inline() {
    return DemoForm.inline();
  }

  static Stream<DemoForm> asynchronous() {
    return DemoForm.asynchronous();
  }

  private static JsonNode verified(CommandLineResult run) {
    JsonNode summary = run.exits(0).json();
    assertEquals(TICKS, summary.get("ticks").intValue());
    assertEquals("policy", summary.get("mode").textValue(), summary::toString);
    JsonNode verification = Replays.verify(run.runDir()).exits(0).json();
    assertEquals(TICKS, verification.get("compared").intValue(), verification::toString);
    assertTrue(verification.get("segments").intValue() > 1, verification::toString);
    return summary;
  }

  @ParameterizedTest
  @MethodSource("inline")
  void runsWithoutGarbageAndIsVerified(DemoForm form, @TempDir Path folder) {
    JsonNode summary = verified(form.run(folder));

    assertEquals(0, summary.get("allocated_bytes_per_tick").doubleValue(), summary::toString);
    assertEquals(false, summary.get("fell").booleanValue(), summary::toString);
  }

  @ParameterizedTest
  @MethodSource("asynchronous")
  void whatIsComputedBesideTheLoopIsVerifiedAsWell(DemoForm form, @TempDir Path folder) {
    JsonNode summary = verified(form.run(folder));

    assertEquals(false, summary.get("fell").booleanValue(), summary::toString);
  }

  /** A base that infers every 160 ms, refined by a model on every tick. */
  private static CommandLineResult refined(Path folder, byte[] residual) {
    try {
      Path file = Files.write(folder.resolve("residual.onnx"), residual);
      Files.writeString(
          folder.resolve("residual.yaml"),
          "model: "
              + file.getFileName()
              + "\nsha256: "
              + Sha256.of(residual)
              + "\nperiod: 2ms\ninput: obs\noutput: actions\njoints: ["
              + String.join(", ", DemoForm.JOINTS)
              + "]\nobservations: [{term: projected_gravity}, {term: base_angular_velocity},"
              + " {term: joint_position}, {term: base_action}]\n"
              + "actions: {type: residual, scale: 0.1}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return DemoForm.form(
            "chunked base", DemoForm.chunk(), DemoForm.chunked(8, "merge: latest_only"))
        .run(
            folder,
            "refine=[{type: residual, policy: "
                + folder.resolve("residual.yaml")
                + ", authority: "
                + AUTHORITY
                + "}]");
  }

  /** All changes that a residual made, tick by tick, joint by joint. */
  private static double[] changes(JournalReading journal) {
    return journal.doubles("tock/residual/change").stream()
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  @Test
  void aResidualRunsOnEveryTickOverABaseOfItsOwnPeriod(@TempDir Path folder) {
    CommandLineResult run = refined(folder, SeededMlp.model(9, RESIDUAL_SIZE, 16, ACTIONS));

    verified(run);
    JournalReading journal = JournalReading.of(run.runDir());
    double[] changes = changes(journal);
    double greatest = Arrays.stream(changes).map(Math::abs).max().orElse(0);
    assertTrue(greatest > 0 && greatest <= AUTHORITY + 1e-9, "greatest change " + greatest);
    long changing = Arrays.stream(changes).filter(change -> change != 0).count();
    assertTrue(changing > changes.length / 2, changing + " of " + changes.length);
    assertEquals(TICKS, sum(journal.integers("tock/residual/due")));
    assertEquals(25, sum(journal.integers("tock/policy/due")));
  }

  @Test
  void aResidualThatIsNeverANumberLeavesTheBaseAsItIs(@TempDir Path folder) {
    CommandLineResult run = refined(folder, hostile("Sqrt", -1));

    verified(run);
    assertTrue(
        Arrays.stream(changes(JournalReading.of(run.runDir()))).allMatch(change -> change == 0));
  }

  @Test
  void aResidualThatWantsTheGreatestNumberGetsItsAuthority(@TempDir Path folder) {
    CommandLineResult run = refined(folder, hostile("Neg", Float.MAX_VALUE));

    verified(run);
    JournalReading journal = JournalReading.of(run.runDir());
    double[] changes = changes(journal);
    assertEquals(-AUTHORITY, Arrays.stream(changes).min().orElse(0), 1e-6);
    assertTrue(Arrays.stream(changes).allMatch(change -> Math.abs(change) <= AUTHORITY + 1e-6));
    assertEquals(1, journal.integers("tock/residual/saturated").get(TICKS));
  }

  private static int sum(List<Integer> flags) {
    return flags.stream().mapToInt(Integer::intValue).sum();
  }

  /** The same operator on the same number, whatever is observed. */
  private static byte[] hostile(String operator, float number) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("hostile", 17);
    float[] numbers = new float[ACTIONS];
    Arrays.fill(numbers, number);
    String sum =
        graph.node(
            "sum",
            "Gemm",
            List.of(
                graph.input("obs", 1, RESIDUAL_SIZE),
                graph.constant(
                    "weights", new float[RESIDUAL_SIZE * ACTIONS], RESIDUAL_SIZE, ACTIONS),
                graph.constant("numbers", numbers, ACTIONS)));
    return graph.output(graph.node("actions", operator, List.of(sum)), 1, ACTIONS).build();
  }
}
