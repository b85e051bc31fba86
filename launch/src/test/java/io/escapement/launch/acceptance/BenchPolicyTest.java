package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.escapement.policy.onnx.SeededGru;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench policy} of what a user may have. */
class BenchPolicyTest {

  private static final String DEMO = Project.example("demo/policy.yaml").toString();

  @TempDir Path folder;

  @Test
  void everyEngineThatCanRunThePolicyIsMeasuredAndHeldAgainstOnnxRuntime() throws IOException {
    JsonNode report = report("bench", "policy", DEMO, "--duration", "2s", "--json");

    JsonNode first = report.get("engines").get(0);
    assertEquals("onnxruntime", first.get("engine").asText());
    boolean chosenIsMeasured = false;
    for (JsonNode engine : report.get("engines")) {
      for (String kind : new String[] {"back_to_back_us", "paced_us"}) {
        JsonNode us = engine.get(kind);
        assertTrue(us.get("p50").asDouble() > 0, us.toString());
        assertTrue(us.get("p99").asDouble() >= us.get("p50").asDouble(), us.toString());
        assertTrue(us.get("p999").asDouble() >= us.get("p99").asDouble(), us.toString());
      }
      assertEquals(0, engine.get("bytes_per_call").asDouble(), engine.toString());
      assertTrue(engine.get("max_relative_difference").asDouble() <= 1e-5, engine.toString());
      chosenIsMeasured |= engine.get("engine").equals(report.get("chosen"));
    }
    assertTrue(chosenIsMeasured, report.toString());
    assertTrue(report.get("max_relative_difference").asDouble() <= 1e-5, report.toString());
    assertEquals(50, report.get("rate_hz").asDouble(), "the policy's own");
    assertEquals(0, report.get("not_measured").size(), report.toString());
    assertTrue(report.get("machine").get("cores").asInt() > 0);
    for (Iterator<String> names = report.get("absent").fieldNames(); names.hasNext(); ) {
      assertTrue(!report.get("absent").get(names.next()).asText().isBlank(), report.toString());
    }
  }

  @Test
  void aRecurrentModelIsMeasuredWithoutADescriptorAtTheRateThatIsAskedFor() throws IOException {
    Path model = folder.resolve("gru.onnx");
    Files.write(model, SeededGru.model(1, 10, 16, 1, 4));

    JsonNode report =
        report("bench", "policy", model.toString(), "--rate", "200", "--duration", "1s", "--json");

    assertEquals(200, report.get("rate_hz").asDouble());
    assertTrue(report.get("engines").get(0).get("paced_calls").asLong() > 0, report.toString());
  }

  @Test
  void modelsThatAreNotMeasuredAreNamed() throws IOException {
    DemoCopy demo = new DemoCopy(folder);
    DemoForm.inline()
        .filter(form -> form.name().equals("flow"))
        .findFirst()
        .orElseThrow()
        .write(demo);

    JsonNode report =
        report(
            "bench", "policy", demo.file("policy.yaml").toString(), "--duration", "1s", "--json");

    assertTrue(report.get("model").asText().endsWith("form.onnx"), report.toString());
    assertEquals(1, report.get("not_measured").size(), report.toString());
    String other = report.get("not_measured").get(0).asText();
    assertTrue(other.startsWith("policy/denoiser: ") && other.endsWith("denoiser.onnx"), other);
  }

  @Test
  void peopleReadATableAndProgressGoesElsewhere() {
    CommandLineResult result =
        CommandLineResult.of(
                "bench", "policy", Project.example("demo/run.yaml").toString(), "--duration", "2s")
            .exits(0);
    assertTrue(result.out().contains("onnxruntime back to back"), result.out());
    assertTrue(result.out().contains("auto chooses"), result.out());
    assertTrue(result.err().contains("of 2 s"), result.err());
  }

  @Test
  void whatCannotBeMeasuredIsSaid() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "notes");
    CommandLineResult.of("bench", "policy", text.toString())
        .exits(1)
        .says("notes.txt", "expected a policy.yaml", "Remedy")
        .hasNoStackTrace();
    CommandLineResult.of("bench", "policy", folder.resolve("absent.onnx").toString())
        .exits(1)
        .says("absent.onnx", "nothing of this name")
        .hasNoStackTrace();
    CommandLineResult.of("bench", "policy", folder.resolve("absent.yaml").toString())
        .exits(2)
        .says("absent.yaml", "Remedy")
        .hasNoStackTrace();
    Path broken = Files.write(folder.resolve("broken.onnx"), new byte[100]);
    CommandLineResult.of("bench", "policy", broken.toString())
        .exits(1)
        .says("broken.onnx", "Remedy")
        .hasNoStackTrace();
    CommandLineResult.of("bench", "policy", DEMO, "--rate", "0")
        .exits(2)
        .says("--rate", "more than 0")
        .hasNoStackTrace();
    CommandLineResult.of("bench", "policy", DEMO, "--duration", "soon")
        .exits(2)
        .says("soon")
        .hasNoStackTrace();
    CommandLineResult.of("bench", "policy").exits(2).says("FILE").hasNoStackTrace();
  }

  private static JsonNode report(String... words) throws IOException {
    return new ObjectMapper().readTree(CommandLineResult.of(words).exits(0).out());
  }
}
