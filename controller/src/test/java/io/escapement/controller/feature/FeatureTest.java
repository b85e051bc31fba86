package io.escapement.controller.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.record.Channel;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.record.U8Channel;
import io.escapement.controller.stage.PipelineException;
import io.escapement.testing.AttachedRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureTest {

  private final F64Channel f64 =
      new F64Channel(
          ChannelSpec.derived("r/a/f64", ChannelType.F64, 3).withLabels(List.of("x", "y", "z")));
  private final F32Channel f32 = new F32Channel(ChannelSpec.derived("r/a/f32", ChannelType.F32, 2));
  private final I64Channel i64 = new I64Channel(ChannelSpec.derived("r/a/i64", ChannelType.I64, 1));
  private final I32Channel i32 = new I32Channel(ChannelSpec.derived("r/a/i32", ChannelType.I32, 1));
  private final U8Channel u8 = new U8Channel(ChannelSpec.derived("r/a/u8", ChannelType.U8, 1));

  private static List<Feature> features(String... texts) {
    return Feature.read("--features", List.of(texts));
  }

  private TickRecord record(FeatureVector vector) {
    TickRecord record =
        AttachedRecord.of(
            wiring -> {
              List.of(f64, f32, i64, i32, u8).forEach(wiring::writes);
              vector.declare(wiring);
            });
    for (int i = 0; i < 3; i++) {
      f64.set(i, 1.25 + i);
    }
    f32.set(0, -0.5f);
    f32.set(1, 0.1f);
    i64.set(0, -7);
    i32.set(0, 9);
    u8.set(0, 200);
    return record;
  }

  @Test
  void elements_of_channels_of_every_type_become_one_vector_on_the_loop_and_from_a_journal() {
    List<Feature> wanted = features("a/f64[1:3],a/f32[1]", "a/i64", "a/i32", "a/u8");
    FeatureVector vector = new FeatureVector("test", "r", wanted);
    TickRecord record = record(vector);
    vector.bind(6);
    double[] live = new double[6];
    vector.read(live);
    assertArrayEquals(new double[] {2.25, 3.25, 0.1f, -7, 9, 200}, live);

    RecordedFeatures recorded = new RecordedFeatures("run", record.layout(), "r", wanted);
    double[] read = new double[recorded.size()];
    recorded.read(record.buffer(), 0, read);
    assertArrayEquals(live, read);
    assertEquals(
        List.of("a/f64[y]", "a/f64[z]", "a/f32[1]", "a/i64[0]", "a/i32[0]", "a/u8[0]"),
        recorded.labels());
  }

  @Test
  void a_feature_is_resolved_to_the_range_that_it_had() {
    FeatureVector none = new FeatureVector("test", "r", List.of());
    TickRecord record = record(none);
    RecordedFeatures recorded =
        new RecordedFeatures("run", record.layout(), "r", features("a/f64", "a/f32[0]"));
    assertEquals("[a/f64[0:3], a/f32[0]]", recorded.resolved().toString());
    assertEquals(recorded.resolved(), features("a/f64[0:3]", "a/f32[0:1]"));
  }

  @Test
  void a_journal_that_left_the_rest_of_the_record_out_is_too_short() {
    TickRecord record = record(new FeatureVector("test", "r", List.of()));
    RecordedFeatures recorded =
        new RecordedFeatures("run", record.layout(), "r", features("a/f64"));
    int end = record.layout().find("r/a/f64").end();
    assertTrue(recorded.within(end));
    assertFalse(recorded.within(end - 1));
  }

  @Test
  void a_channel_with_too_few_elements_is_named() {
    FeatureVector vector = new FeatureVector("score x", "r", features("a/f64[2:4]"));
    record(vector);
    PipelineException e =
        assertThrows(PipelineException.class, () -> vector.bind(Channel.ANY_COUNT));
    assertEquals("score x: a/f64 has 3 elements, a/f64[2:4] asks for more", e.getMessage());
  }

  @Test
  void a_vector_of_another_size_than_is_expected_is_refused() {
    FeatureVector vector = new FeatureVector("score x", "r", features("a/f64"));
    record(vector);
    assertThrows(PipelineException.class, () -> vector.bind(4));
  }

  @Test
  void a_run_without_the_channel_is_refused() {
    TickRecord record = record(new FeatureVector("test", "r", List.of()));
    assertThrows(
        PreflightException.class,
        () -> new RecordedFeatures("run", record.layout(), "r", features("a/b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a/b[", "a/b[3:3]", "a/b[3:1]", "a/b[-1]", "a/b[1:]", "a b/c"})
  void what_is_no_feature_is_refused(String text) {
    assertThrows(ConfigurationException.class, () -> features(text));
  }
}
