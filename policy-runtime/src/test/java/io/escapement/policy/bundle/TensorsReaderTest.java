package io.escapement.policy.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.YamlReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys {@code inputs}, {@code states}, {@code outputs}, {@code seed}, {@code delay}. */
class TensorsReaderTest {

  private static final String REST =
      "period: 20ms\njoints: [hip]\nactions: {type: joint_effort, scale: 1, offset: 0}\n";

  private static final String MODEL =
      "model: m.onnx\nsha256: "
          + "ab".repeat(32)
          + "\ninput: obs\noutput: actions\nobservations: [{term: joint_velocity}]\n";

  private static final String TENSORS =
      """
      inputs:
        time_step: {clock: {}}
        beat: {clock: {start: -1, step: 0.5, last: 99}}
        latent:
          observations:
            - {term: joint_position, delay: 3}
            - term: channel
              channel: sensors/scan
              size: 11
              delay: 60ms
              history: {length: 2, order: newest_first, stacking: by_time}
        noise: {noise: normal}
        task: {value: [0, 1]}
        same: {value: 2.5}
      states:
        h_in: {from: h_out}
        c_in: {from: c_out, initial: 0.5}
        "m.in": {from: "m.out", initial: [1, 2, 3]}
      outputs: {joint_pos: {remember: true}, "x y": {remember: true}}
      seed: 77
      """;

  @TempDir Path folder;

  private PolicyBundle read(String yaml) {
    return read(yaml, folder);
  }

  private static PolicyBundle read(String yaml, Path folder) {
    return BundleReader.read(YamlReader.parse(yaml, "policy.yaml", folder), new DiskFiles());
  }

  private String refusal(String yaml) {
    return assertThrows(ConfigurationException.class, () -> read(yaml)).getMessage();
  }

  private void readsBack(String yaml) {
    PolicyBundle bundle = read(yaml);
    Path elsewhere = folder.resolve("elsewhere");
    String written = BundleWriter.write(bundle, elsewhere, new DiskFiles());
    assertEquals(bundle, read(written, elsewhere), written);
  }

  @Test
  void everyKeyIsRead() {
    PolicyBundle bundle = read(MODEL + TENSORS + REST);
    ModelTensors tensors = bundle.tensors();
    assertEquals(
        new InputSpec.Clock(0, 1, Double.POSITIVE_INFINITY), tensors.inputs().get("time_step"));
    assertEquals(new InputSpec.Clock(-1, 0.5, 99), tensors.inputs().get("beat"));
    assertEquals(new InputSpec.Noise(), tensors.inputs().get("noise"));
    assertEquals(
        new InputSpec.Constant(new PerElement(List.of(0.0, 1.0))), tensors.inputs().get("task"));
    assertEquals(new InputSpec.Constant(PerElement.of(2.5)), tensors.inputs().get("same"));
    List<ObservationSpec> latent =
        ((InputSpec.Observed) tensors.inputs().get("latent")).observations();
    assertEquals(3, latent.get(0).history().delay());
    assertEquals(Map.of("channel", "sensors/scan", "size", "11"), latent.get(1).parameters());
    assertEquals(
        new History(2, 3, History.Order.NEWEST_FIRST, History.Stacking.BY_TIME),
        latent.get(1).history());
    assertEquals(StateSpec.zero("h_in", "h_out"), tensors.states().get(0));
    assertEquals(PerElement.of(0.5), tensors.states().get(1).initial());
    assertEquals(
        new StateSpec("m.in", "m.out", new PerElement(List.of(1.0, 2.0, 3.0)), Optional.empty()),
        tensors.states().get(2));
    assertEquals(List.of("joint_pos", "x y"), tensors.remembered());
    assertEquals(77, bundle.seed());
  }

  @Test
  void whatIsWrittenReadsBackAsTheSameBundle() {
    readsBack(MODEL + TENSORS + REST);
  }

  @Test
  void aFormsOwnKeysReadBack() {
    readsBack("form: {type: pd, pose: {hip: 0.5, \".*_knee\": -1}, duration: 2s}\n" + REST);
    PolicyBundle other = read("form: {type: pd, pose: {hip: 0.4}, duration: 2s}\n" + REST);
    PolicyBundle same =
        read("# moved\n\nform:\n  type: pd\n  pose: {hip: 0.4}\n  duration: 2s\n" + REST);
    assertEquals(other, same);
    assertEquals("pd", other.form());
    assertTrue(!other.equals(read("form: {type: pd, pose: {hip: 0.5}, duration: 2s}\n" + REST)));
  }

  @Test
  void firstValuesMayStandInASafetensorsFile() throws IOException {
    byte[] header =
        "{\"h0\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}"
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + header.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header).putFloat(0.25f).putFloat(-2);
    Files.write(folder.resolve("first.safetensors"), file.array());
    String yaml = "states: {h_in: {from: h_out, initial: {file: first.safetensors, tensor: h0}}}\n";
    StateSpec state = read(MODEL + yaml + REST).tensors().states().get(0);
    assertEquals(List.of(0.25, -2.0), state.initial().values());
    assertEquals(folder.resolve("first.safetensors"), state.source().orElseThrow().file());
    readsBack(MODEL + yaml + REST);
    String missing =
        assertThrows(
                PreflightException.class,
                () -> read(MODEL + yaml.replace("tensor: h0", "tensor: h1") + REST))
            .getMessage();
    assertTrue(missing.contains("policy.yaml:6:73"), missing);
    assertTrue(missing.contains("the file has no such tensor: expected one of h0"), missing);
    assertThrows(
        PreflightException.class, () -> read(MODEL + yaml.replace("first.", "gone.") + REST));
  }

  @Test
  void evaluationsInBetweenAreAPartOfThePeriod() {
    String evaluate = "evaluate: {period: 4ms, previous_action: average}\n";
    assertEquals(
        Optional.of(new EvaluateSpec(4_000_000, EvaluateSpec.PreviousAction.AVERAGE)),
        read(MODEL + evaluate + REST).evaluate());
    readsBack(MODEL + evaluate + REST);
    readsBack(MODEL + evaluate.replace("average", "last") + REST);
    for (String wrong : List.of("20ms", "3ms", "40ms", "0ms")) {
      String message = refusal(MODEL + evaluate.replace("4ms", wrong) + REST);
      assertTrue(message.contains("policy.yaml:6:20: evaluate.period"), message);
      assertTrue(message.contains("a whole part of the policy's period, 20.0 ms"), message);
    }
    String chunked = refusal(MODEL + evaluate + "chunk: {length: 1, step: 20ms}\n" + REST);
    assertTrue(chunked.contains("policy.yaml:6:11: evaluate"), chunked);
  }

  @Test
  void aDelayIsAMultipleOfThePeriod() {
    String message = refusal(MODEL.replace("joint_velocity", "joint_velocity, delay: 30ms") + REST);
    assertTrue(message.contains("policy.yaml:5:46: observations[0].delay"), message);
    assertTrue(message.contains("a multiple of the policy's period, 20.0 ms"), message);
    String negative = refusal(MODEL.replace("joint_velocity", "joint_velocity, delay: -1") + REST);
    assertTrue(negative.contains("observations[0].delay"), negative);
  }

  @Test
  void anInputTakesOneThing() {
    for (String wrong : List.of("{}", "{clock: {}, value: 1}", "{clok: {}}", "{noise: uniform}")) {
      String message = refusal(MODEL + "inputs: {x: " + wrong + "}\n" + REST);
      assertTrue(message.contains("policy.yaml:6:") && message.contains("inputs.x"), message);
    }
    String state = refusal(MODEL + "states: {h: {initial: 0}}\n" + REST);
    assertTrue(state.contains("states.h") && state.contains("from"), state);
    String output = refusal(MODEL + "outputs: {v: {remember: false}}\n" + REST);
    assertTrue(output.contains("outputs.v.remember"), output);
  }

  @Test
  void tensorsAreOfAModel() {
    for (String key :
        List.of(
            "inputs: {x: {value: 0}}",
            "states: {h: {from: g}}",
            "outputs: {v: {remember: true}}")) {
      String message =
          refusal("form: {type: pd, pose: default_pose, duration: 1s}\n" + key + "\n" + REST);
      assertTrue(message.contains("model"), message);
    }
  }
}
