package io.escapement.safety.scoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.feature.Feature;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineException;
import io.escapement.safety.score.ChunkEntropy;
import io.escapement.safety.score.ConformalThreshold;
import io.escapement.safety.score.Mahalanobis;
import io.escapement.safety.score.NearestNeighbours;
import io.escapement.safety.supervisor.ModeTable;
import io.escapement.testing.RecordedRun;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoringTest {

  private static final String HASH = "0".repeat(64);

  private static final Mahalanobis FAR =
      Mahalanobis.of(new double[] {1, 1}, new double[] {4, 2, 2, 3});

  private static final NearestNeighbours NEAR =
      NearestNeighbours.fit(new double[] {0, 0, 1, 1, 2, 0}, 3, 2, 3, 2);

  private static List<Episode> episodes(int count) {
    return java.util.Collections.nCopies(count, new Episode("run", "id", HASH, 10));
  }

  private static String far() {
    return new ScoreFile(Feature.read("", List.of("joints/position[0:2]")), FAR, episodes(1))
        .toJson();
  }

  private static String near() {
    return new ScoreFile(Feature.read("", List.of("joints/position[0:2]")), NEAR, episodes(1))
        .toJson();
  }

  private static String threshold(String score, long windowNs) {
    List<Double> maxima = List.of(3.0, 1.0, 2.0);
    return new ThresholdFile(
            score,
            windowNs,
            ConformalThreshold.of(new double[] {3, 1, 2}, 0.5),
            episodes(3),
            maxima)
        .toJson();
  }

  private static ScoreRig rig(String yaml) {
    return new ScoreRig(yaml)
        .file("far.json", far())
        .file("near.json", near())
        .file("threshold.json", threshold("mahalanobis", 2_000_000));
  }

  @Nested
  class TheScore {

    @Test
    void of_a_fitted_file_is_that_of_the_features() {
      ScoreRig rig =
          rig("[{type: mahalanobis, file: far.json}, {type: nearest_neighbours, file: near.json}]");
      rig.q[0] = 2;
      rig.tick();
      assertEquals(StrictMath.sqrt(11. / 8), rig.score("mahalanobis"), 1e-12);
      double[] scratch = new double[NEAR.scratchSize()];
      assertEquals(NEAR.score(new double[] {2, 0}, scratch), rig.score("nearest_neighbours"), 0);
    }

    @Test
    void of_a_measurement_that_is_no_number_is_infinite() {
      ScoreRig rig = rig("[{type: mahalanobis, file: far.json, threshold: 1e300}]");
      rig.q[1] = Double.NaN;
      rig.tick();
      assertEquals(Double.POSITIVE_INFINITY, rig.score("mahalanobis"));
      assertEquals(1, rig.flag("alarm"));
    }

    @Test
    void of_a_channel_is_its_value() {
      ScoreRig rig = rig("[{type: channel, name: q, channel: 'joints/position[1]'}]");
      rig.q[1] = 0.75;
      assertEquals(0.75, rig.tick().score("q"));
    }

    @Test
    void of_the_last_actions_is_their_entropy_once_there_are_enough() {
      ScoreRig rig =
          rig("[{type: chunk_entropy, action: ['policy/action[0:2]'], samples: 4, cell: 0.5}]");
      float[] first = {0, 0, 1, 1};
      for (int i = 0; i < 4; i++) {
        rig.action[0] = first[i];
        rig.tick();
        double[] all = {0, 0, 0, 0, 1, 0, 1, 0};
        double expected = i < 3 ? 0 : new ChunkEntropy(4, 1, new double[] {.5, .5}).score(all);
        assertEquals(expected, rig.score("chunk_entropy"), 1e-15);
      }
      rig.tick();
      double[] all = {1, 0, 0, 0, 1, 0, 1, 0};
      assertEquals(
          new ChunkEntropy(4, 1, new double[] {.5, .5}).score(all),
          rig.score("chunk_entropy"),
          1e-15);
    }

    @Test
    void of_sampled_chunks_is_that_of_the_tick() {
      ScoreRig rig =
          rig(
              "[{type: chunk_entropy, action: ['policy/action[0:2]'], samples: 2, steps: 1, cell:"
                  + " 0.5}]");
      assertEquals(0, rig.tick().score("chunk_entropy"));
      rig.action[1] = 3;
      assertEquals(StrictMath.log(2), rig.tick().score("chunk_entropy"), 1e-15);
    }
  }

  @Nested
  class TheAlarm {

    private ScoreRig q(String keys) {
      return rig("[{type: channel, name: q, channel: 'joints/position[0]', " + keys + "}]");
    }

    @Test
    void sounds_where_the_mean_over_the_window_is_above_the_threshold() {
      ScoreRig rig = q("window: 4ms, threshold: 0.5").run(4);
      rig.q[0] = 1;
      assertEquals(0, rig.run(2).flag("q_alarm"));
      assertEquals(0.5, rig.score("q_windowed"));
      assertEquals(1, rig.tick().flag("q_alarm"));
      assertEquals(1, rig.flag("alarm"));
      rig.q[0] = 0;
      assertEquals(1, rig.tick().flag("q_alarm"));
      assertEquals(0, rig.tick().flag("q_alarm"));
    }

    @Test
    void never_sounds_without_a_threshold() {
      ScoreRig rig = q("window: 2ms");
      rig.q[0] = 1e300;
      assertEquals(0, rig.run(5).flag("alarm"));
    }

    @Test
    void counts_from_where_a_policy_takes_over() {
      ScoreRig rig = q("window: 10ms, threshold: 0.5");
      rig.mode = ModeTable.STAND;
      rig.q[0] = 1;
      rig.run(5);
      assertEquals(0, rig.flag("alarm"));
      assertEquals(0, rig.flag("watching"));
      rig.mode = ModeTable.POLICY;
      rig.tick();
      rig.q[0] = 0;
      assertEquals(0, rig.tick().flag("alarm"));
      assertEquals(0, rig.score("q_windowed"));
      assertEquals(1, rig.flag("watching"));
    }

    @Test
    void of_two_scores_needs_both() {
      ScoreRig rig =
          rig(
              """
              - {type: channel, name: a, channel: 'joints/position[0]', threshold: 0.5}
              - {type: channel, name: b, channel: 'joints/position[1]', threshold: 0.5, with: a}
              """);
      rig.q[0] = 1;
      rig.tick();
      assertEquals(1, rig.flag("a_alarm"));
      assertEquals(0, rig.flag("b_alarm"));
      assertEquals(0, rig.flag("alarm"));
      rig.q[1] = 1;
      rig.tick();
      assertEquals(1, rig.flag("b_alarm"));
      assertEquals(1, rig.flag("alarm"));
      rig.q[0] = 0;
      assertEquals(0, rig.tick().flag("alarm"));
    }

    @Test
    void takes_its_threshold_from_a_calibration() {
      ScoreRig rig =
          rig("[{type: mahalanobis, file: far.json, window: 2ms, threshold_file: threshold.json}]");
      assertEquals(2, rig.scores().entries().get(0).alarm().threshold());
    }
  }

  @Nested
  class AFile {

    @ParameterizedTest
    @ValueSource(strings = {"mahalanobis", "nearest_neighbours"})
    void reads_back_with_its_bits(String type) {
      ScoreRig rig = rig("[{type: " + type + ", file: x.json}]");
      String text = type.equals("mahalanobis") ? far() : near();
      rig.file("x.json", text);
      rig.q[0] = 0.3;
      rig.q[1] = -0.7;
      rig.tick();
      double[] x = {0.3, -0.7};
      double expected =
          type.equals("mahalanobis")
              ? FAR.score(x, new double[2])
              : NEAR.score(x, new double[NEAR.scratchSize()]);
      assertArrayEquals(new double[] {expected}, new double[] {rig.score(type)});
    }

    @Test
    void whose_threshold_was_changed_by_hand_is_refused() {
      String changed = threshold("mahalanobis", 2_000_000).replace("2.0,\n", "2.5,\n");
      ScoreRig rig =
          rig("[{type: mahalanobis, file: far.json, window: 2ms, threshold_file: threshold.json}]")
              .file("threshold.json", changed);
      assertThrows(ConfigurationException.class, rig::scores);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{type: mahalanobis, file: near.json}] | nearest_neighbours",
        "[{type: mahalanobis, file: far.json, threshold_file: threshold.json}] | another score",
        "[{type: mahalanobis, name: x, window: 2ms, file: far.json, threshold_file:"
            + " threshold.json}] | another score",
        "[{type: mahalanobis, file: far.json}, {type: mahalanobis, file: far.json}] | two scores",
        "[{type: mahalanobis, file: far.json, with: nearest}] | no other score",
        "[{type: mahalanobis, file: far.json, with: mahalanobis}] | no other score",
        "[{type: channel, name: a, channel: a/b}, {type: channel, name: b, channel: a/b, with: a}] |"
            + " never over it",
        "[{type: chunk_entropy, action: [policy/action], samples: 2, cell: 1}] | range",
        "[{type: channel, channel: joints}] | joints/position",
        "[{type: channel, channel: a/b, threshold: 1, threshold_file: x}] | one of the two",
      })
  void what_cannot_be_meant_is_refused(String yaml, String says) {
    ConfigurationException e = assertThrows(ConfigurationException.class, () -> rig(yaml).scores());
    assertTrue(e.getMessage().contains(says), e.getMessage());
  }

  @Test
  void a_file_that_is_not_there_is_refused() {
    assertThrows(
        PreflightException.class, () -> rig("[{type: mahalanobis, file: no.json}]").scores());
  }

  @Test
  void a_channel_with_other_values_than_the_score_takes_is_refused() {
    String file =
        new ScoreFile(Feature.read("", List.of("joints/position[1:3]")), FAR, episodes(1)).toJson();
    ScoreRig rig = rig("[{type: mahalanobis, file: x.json}]").file("x.json", file);
    PipelineException e = assertThrows(PipelineException.class, rig::tick);
    assertTrue(e.getMessage().contains("joints/position[1:3]"), e.getMessage());
  }

  private static final String ALL =
      """
      - {type: mahalanobis, file: far.json, window: 7ms, threshold: 1}
      - {type: nearest_neighbours, file: near.json, threshold: 1.5, window: 3ms}
      - {type: chunk_entropy, action: ['policy/action[0:2]'], samples: 6, cell: 0.4,
         threshold: 1, with: mahalanobis}
      - {type: channel, name: q, channel: 'joints/position[1]', threshold: 0.9}
      """;

  @Test
  void everything_is_replayed_bit_for_bit_from_any_keyframe() {
    ScoreRig rig = rig(ALL);
    RecordedRun run = rig.recorded(200);
    RecordLayout layout = run.layout();
    for (int from : List.of(0, 3, 41, 57, 120)) {
      assertEquals(Optional.empty(), run.firstDivergence(rig.replay(layout), from));
    }
  }

  @Test
  void nothing_is_allocated_on_a_tick() {
    ScoreRig rig = rig(ALL);
    rig.noisy = true;
    Pipeline pipeline = rig.live();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    long tick = 0;
    for (int round = 0; round < 20 && least != 0; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 5_000; i++) {
        pipeline.setTime(tick, tick * ScoreRig.PERIOD_NS, ScoreRig.PERIOD_NS, 0);
        pipeline.tick(PhaseClock.NONE);
        tick++;
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertEquals(0, least);
  }
}
