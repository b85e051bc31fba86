package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * From recorded runs to an alarm: a score is fitted to some, its threshold calibrated on others,
 * and the run that goes by them stops when its policy observes garbage. {@code examples/scores}.
 */
@RequiresMujoco
@TestInstance(Lifecycle.PER_CLASS)
class ScoresTest {

  private static final List<String> FEATURES =
      List.of(
          "--features", "joints/position,joints/velocity", "--features", "imu/angular_velocity");

  @TempDir private Path folder;

  private final List<String> good = new ArrayList<>();

  @BeforeAll
  void record() {
    for (String command : List.of("{vx: 0.3}", "{vx: 0.5}", "{vx: 0.4, wz: 0.2}", "{vx: 0.45}")) {
      Path runs = Project.newRunsFolder();
      good.add(
          DemoRun.run(runs, "1s", "timeline=[]", "command=" + command)
              .exits(0)
              .runDir()
              .toString());
    }
  }

  private static CommandLineResult escapement(List<String> head, List<String> tail) {
    List<String> words = new ArrayList<>(head);
    words.addAll(tail);
    return CommandLineResult.of(words.toArray(String[]::new));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private CommandLineResult fit(List<String> runs, String type, String file, String... more) {
    List<String> words = new ArrayList<>(List.of("fit", "score", "--type", type, "-o", file(file)));
    words.addAll(FEATURES);
    words.addAll(List.of(more));
    return escapement(words, runs);
  }

  private CommandLineResult example(String file, String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of("run", Project.example("scores/" + file).toString(), "--json", "--quiet"));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return CommandLineResult.of(Project.words(Project.newRunsFolder(), words));
  }

  private static String cause(CommandLineResult run) {
    return run.json().at("/transitions/0/cause").asText();
  }

  @Test
  void theExampleWalksAndRepeatsBitForBit() {
    CommandLineResult run = example("run.yaml").exits(0);
    assertTrue(run.json().get("transitions").isEmpty(), run.out());
    assertEquals(0.0, run.json().get("allocated_bytes_per_tick").doubleValue());
    Replays.verify(run.runDir()).exits(0);
  }

  @Test
  void theExampleThatObservesGarbageStopsAndRepeatsBitForBit() {
    CommandLineResult run = example("garbage.yaml").exits(0);
    assertEquals("out_of_distribution", cause(run));
    assertEquals("stand", run.json().get("mode").asText());
    double stoppedS = run.json().at("/transitions/0/time_s").doubleValue();
    assertTrue(stoppedS > 1.5 && stoppedS < 1.55, () -> "stopped at " + stoppedS + " s");
    Replays.verify(run.runDir()).exits(0);
  }

  @Test
  void withoutTheFallbackTheAlarmIsOnlyRecorded() {
    CommandLineResult run =
        example("garbage.yaml", "safety.fallbacks.out_of_distribution=[]", "duration=2s").exits(0);
    assertTrue(run.json().get("transitions").isEmpty(), run.out());
    JournalReading journal = JournalReading.of(run.runDir());
    assertTrue(journal.integers("tock/score/alarm").contains(1));
  }

  @Test
  void aScoreIsFittedCalibratedAndUsed() {
    JsonNode fitted =
        fit(good.subList(0, 2), "nearest_neighbours", "near.json", "--points", "100", "--json")
            .exits(0)
            .json();
    assertEquals(27, fitted.get("values").intValue());
    assertEquals(1000, fitted.get("samples").intValue());
    String score =
        "[{type: nearest_neighbours, name: near, file: "
            + file("near.json")
            + ", window: 40ms, threshold_file: "
            + file("near-threshold.json")
            + "}]";
    JsonNode calibrated =
        escapement(
                List.of(
                    "calibrate",
                    file("near.json"),
                    "--score",
                    "near",
                    "--window",
                    "40ms",
                    "--alpha",
                    "0.34",
                    "--json",
                    "-o",
                    file("near-threshold.json")),
                good.subList(2, 4))
            .exits(0)
            .json();
    assertEquals(2, calibrated.get("k").intValue());
    double greatest = 0;
    for (JsonNode maximum : calibrated.get("maxima")) {
      greatest = Math.max(greatest, maximum.get("maximum").doubleValue());
    }
    assertEquals(greatest, calibrated.get("threshold").doubleValue());

    CommandLineResult run = example("garbage.yaml", "scores=" + score).exits(0);
    assertEquals("out_of_distribution", cause(run));
    Replays.verify(run.runDir()).exits(0);
  }

  /** What is computed again from the features is what the run itself computed. */
  @Test
  void aCalibrationSeesTheScoresThatTheRunHad() {
    Path run = example("run.yaml", "duration=1s").exits(0).runDir();
    double most =
        JournalReading.of(run).doubles("tock/score/novelty_windowed").stream()
            .mapToDouble(values -> values[0])
            .max()
            .orElseThrow();
    JsonNode calibrated =
        escapement(
                List.of(
                    "calibrate",
                    Project.example("scores/run.yaml").toString(),
                    "--score",
                    "novelty",
                    "--alpha",
                    "0.5",
                    "--json",
                    "-o",
                    file("again.json")),
                List.of(run.toString()))
            .exits(0)
            .json();
    assertEquals(most, calibrated.get("threshold").doubleValue());

    JsonNode entropy =
        escapement(
                List.of(
                    "calibrate",
                    Project.example("scores/run.yaml").toString(),
                    "--score",
                    "doubt",
                    "--alpha",
                    "0.5",
                    "--json",
                    "-o",
                    file("doubt.json")),
                List.of(run.toString()))
            .exits(0)
            .json();
    double mostDoubt =
        JournalReading.of(run).doubles("tock/score/doubt_windowed").stream()
            .mapToDouble(values -> values[0])
            .max()
            .orElseThrow();
    assertEquals(mostDoubt, entropy.get("threshold").doubleValue());
  }

  @Test
  void tooFewEpisodesGiveNoThreshold() throws IOException {
    CommandLineResult result =
        escapement(
                List.of(
                    "calibrate",
                    Project.example("scores/run.yaml").toString(),
                    "--score",
                    "novelty",
                    "-o",
                    file("none.json"),
                    "--json"),
                good.subList(0, 2))
            .exits(1)
            .says("too few", "19 runs");
    assertTrue(result.json().get("threshold").isNull());
    assertEquals(19, result.json().get("needed").intValue());
    assertFalse(Files.exists(folder.resolve("none.json")));
  }

  @Test
  void aBarrierIsFittedAndChecksEveryCommand() {
    List<String> words =
        List.of(
            "fit",
            "kernel",
            "--features",
            "joints/position[0:3],imu/angular_velocity",
            "--actions",
            "command/position[0:3]",
            "--unsafe",
            "imu/angular_velocity[0] > 20",
            "--unsafe",
            "imu/angular_velocity[0] < -20",
            "--every",
            "5",
            "--points",
            "60",
            "--horizon",
            "2",
            "--json",
            "-o",
            file("barrier.json"));
    JsonNode fitted = escapement(words, good.subList(0, 3)).exits(0).json();
    assertTrue(fitted.get("points").intValue() <= 60, fitted::toString);
    assertEquals(9, fitted.get("values").intValue());
    assertEquals(1000, fitted.get("ticks").intValue());
    assertEquals(0.0, fitted.get("blocked").doubleValue(), "with the least c all pass");
    double eta = fitted.get("eta").doubleValue();
    double growth = fitted.get("growth").doubleValue();
    assertEquals(Math.min(1, eta + 1000 * growth), fitted.get("bound").doubleValue(), 1e-12);

    CommandLineResult run =
        example(
                "run.yaml",
                "duration=1s",
                "safety.fallbacks.out_of_distribution=[]",
                "scores=[{type: kernel_barrier, name: kernel, file: " + file("barrier.json") + "}]")
            .exits(0);
    assertEquals(0.0, run.json().get("allocated_bytes_per_tick").doubleValue());
    List<double[]> scale = JournalReading.of(run.runDir()).doubles("tock/score/kernel_scale");
    long whole = scale.stream().filter(values -> values[0] == 1).count();
    assertTrue(whole > scale.size() / 2, () -> whole + " of " + scale.size() + " pass whole");
    Replays.verify(run.runDir()).exits(0);
  }

  @Test
  void aRunThatWasUnsafeTeachesNoBarrier() {
    List<String> words =
        List.of(
            "fit",
            "kernel",
            "--features",
            "joints/position[0]",
            "--actions",
            "command/position[0]",
            "-o",
            file("unsafe.json"));
    List<String> low = new ArrayList<>(words);
    low.addAll(List.of("--unsafe", "imu/angular_velocity[0] > 0.1"));
    escapement(low, good).exits(1).says("unsafe set");
    List<String> wrong = new ArrayList<>(words);
    wrong.addAll(List.of("--unsafe", "imu/angular_velocity > 1"));
    escapement(wrong, good).exits(2).says("--unsafe", "one element");
    assertFalse(Files.exists(folder.resolve("unsafe.json")));
  }

  @Test
  void whatCannotBeFittedIsNamed() {
    fit(good, "mahalanobis", "x.json", "--every", "0").exits(2).says("--every");
    fit(good, "gaussian", "x.json").exits(2).says("mahalanobis or nearest_neighbours");
    escapement(
            List.of(
                "fit", "score", "--type", "mahalanobis", "-o", file("x.json"), "--features", "a/b"),
            good)
        .exits(1)
        .says("tock/a/b", "--channels");
    fit(List.of(folder.toString()), "mahalanobis", "x.json").exits(1).says("not a run directory");
    assertFalse(Files.exists(folder.resolve("x.json")));
  }

  @Test
  void aFileThatIsThereIsNotReplacedUnasked() throws IOException {
    Files.writeString(folder.resolve("mine.json"), "mine");
    fit(good.subList(0, 1), "mahalanobis", "mine.json").exits(1).says("--force");
    assertEquals("mine", Files.readString(folder.resolve("mine.json")));
    fit(good.subList(0, 1), "mahalanobis", "mine.json", "--force").exits(0);
  }

  @Test
  void aJournalOfInputsSaysThatItLacksTheRest() {
    fit(List.of(DemoRun.lean().runDir().toString()), "mahalanobis", "lean.json")
        .exits(1)
        .says("record: full");
  }

  @Test
  void aWrongScoreIsAWrongFile() {
    example("run.yaml", "scores[0].file=absent.json").exits(1).says("fit score");
    example("run.yaml", "scores[0].window=50ms").exits(2).says("another score or window");
    example("run.yaml", "scores[0].type=mahalanobi").exits(2).says("mahalanobis");
    example("run.yaml", "scores[1].file=novelty.json").exits(2).says("scores[1]");
    example("run.yaml", "scores[1].with=novel").exits(2).says("novelty");
  }

  @Test
  void inspectShowsTheScores() {
    CommandLineResult shown =
        CommandLineResult.of("inspect", Project.example("scores/run.yaml").toString(), "--json")
            .exits(0);
    String first = shown.json().get("scores").get(0).asText();
    assertTrue(first.startsWith("novelty: mahalanobis over 100.0 ms, alarm above "), first);
    assertEquals(
        "doubt: chunk_entropy over 100.0 ms, recorded only",
        shown.json().get("scores").get(1).asText());
  }
}
