package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's engines as a user meets them: in the YAML, the reports, the journal and the replay. */
@RequiresMujoco
class EnginesTest {

  @TempDir Path folder;

  @Test
  void anEngineThatThereIsNotIsAWrongYamlWithThoseThatThereAre() {
    new DemoCopy(folder)
        .append("run.yaml", "engine: tensorrt\n")
        .check()
        .exits(2)
        .hasNoStackTrace()
        .says("run.yaml:", "engine", "one of onnxruntime", "auto", "\"tensorrt\"");
  }

  @Test
  void theDefaultStandsInTheRunDirectoryAndTheSummary() throws IOException {
    CommandLineResult run = DemoRun.full();
    JsonNode engine = run.json().get("engines").get(0);
    assertEquals("policy", engine.get("model").asText());
    assertEquals("onnxruntime", engine.get("engine").asText());
    String yaml = Files.readString(run.runDir().resolve("run.yaml"));
    assertTrue(yaml.contains("use: onnxruntime"), yaml);
    assertTrue(yaml.contains(engine.get("sha256").asText() + ": onnxruntime"), yaml);
  }

  @Test
  void whatAutoChoseIsSaidAndTakenByTheReplay() throws IOException {
    CommandLineResult run = DemoRun.run(folder, "1s", "engine=auto").exits(0);
    run.says("note: engine of policy: ");
    JsonNode engine = run.json().get("engines").get(0);
    assertTrue(engine.get("candidates").size() >= 2, engine::toString);
    String yaml = Files.readString(run.runDir().resolve("run.yaml"));
    assertTrue(yaml.contains("use: auto"), yaml);
    assertTrue(
        yaml.contains(engine.get("sha256").asText() + ": " + engine.get("engine").asText()), yaml);

    CommandLineResult replay = Replays.verify(run.runDir()).exits(0);
    assertEquals(0, replay.json().get("notices").size(), replay.out());
    assertEquals(500, replay.json().get("compared").asInt(), replay.out());
  }

  @Test
  void inspectSaysWhatCanRunTheModelAndWhyNot() {
    JsonNode model =
        CommandLineResult.of("inspect", Project.example("demo/gait.onnx").toString(), "--json")
            .exits(0)
            .json();
    assertEquals("onnxruntime", model.get("runs_on").get(0).get("engine").asText());
    assertTrue(model.get("runs_on").get(0).get("runs").asBoolean());
    for (JsonNode engine : model.get("runs_on")) {
      assertEquals(engine.get("runs").asBoolean(), engine.get("why").isNull(), engine::toString);
    }

    JsonNode run =
        CommandLineResult.of("inspect", DemoRun.full().runDir().toString(), "--json")
            .exits(0)
            .json();
    assertEquals(model.get("sha256"), run.get("models").get(0).get("sha256"));
    assertEquals(model.get("runs_on"), run.get("models").get(0).get("runs_on"));
  }

  @Test
  void inRealTimeTheCheckSaysHowLongInferenceTakes() {
    CommandLineResult check =
        CommandLineResult.of(
            "check",
            Project.example("demo/run.yaml").toString(),
            "--json",
            "--set",
            "loop.pacer=realtime");
    JsonNode inference = check.exits(0).json().get("inference_us");
    assertTrue(inference.get("p50").asDouble() > 0, inference::toString);
    assertTrue(inference.get("p999").asDouble() >= inference.get("p50").asDouble());

    JsonNode lockstep =
        CommandLineResult.of(
                "check",
                Project.example("demo/run.yaml").toString(),
                "--json",
                "--set",
                "loop.pacer=lockstep")
            .exits(0)
            .json();
    assertTrue(lockstep.get("inference_us").isNull(), "in lockstep nothing is held to it");
  }

  @Test
  void theDemoWalksOnTheVectorEngineAndIsVerifiedBitForBit() {
    JsonNode usual = DemoRun.full().json();
    CommandLineResult run = onVector("2s");
    JsonNode engine = run.json().get("engines").get(0);
    assertEquals("vector", engine.get("engine").asText());
    double difference = engine.get("candidates").get(0).get("max_relative_difference").asDouble();
    assertTrue(difference <= 1e-5, () -> "off by " + difference);
    assertEquals(
        usual.get("base_displacement_m").get(0).asDouble(),
        run.json().get("base_displacement_m").get(0).asDouble(),
        0.05,
        "it goes as far as on ONNX Runtime");
    JsonNode header =
        CommandLineResult.of("inspect", run.runDir().toString(), "--json").json().get("header");
    assertTrue(
        header.get("engines").get("policy").asText().startsWith("vector "), header::toString);

    JsonNode replay = Replays.verify(run.runDir()).exits(0).json();
    assertEquals(1000, replay.get("compared").asInt());
    assertEquals(0, replay.get("notices").size(), replay::toString);
  }

  @Test
  void anotherEngineOnReplayIsComparedWithinTheToleranceAndSaysSo() {
    Path vector = onVector("0.4s").runDir();
    Path usual = DemoRun.full().runDir();
    assertOtherEngine(vector, "engine.use=onnxruntime");
    assertOtherEngine(usual, "engine.use=vector");
    assertOtherEngine(usual, "engine=vector");
  }

  private static void assertOtherEngine(Path run, String setting) {
    JsonNode lenient = Replays.verify(run, "--set", setting).exits(0).json();
    assertEquals(0, lenient.get("mismatches").asInt());
    assertTrue(
        lenient.get("notices").get(0).asText().contains("recorded with other engines"),
        lenient::toString);

    JsonNode strict = Replays.verify(run, "--set", setting, "--tolerance", "0").exits(1).json();
    String first = Replays.firstDivergence(strict);
    assertTrue(first.contains("tock/policy/output"), first);
  }

  private CommandLineResult onVector(String duration) {
    return DemoRun.run(folder, duration, "engine=vector").exits(0);
  }
}
