package io.escapement.safety.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.DiskFiles;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.SafetySettings;
import io.escapement.safety.TestRobots;
import io.escapement.safety.score.ChunkEntropy;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreReaderTest {

  private static Scores read(String yaml) {
    return new ScoreRig(yaml).scores();
  }

  @Test
  void without_a_block_there_are_no_scores_and_no_stages() {
    SafetySettings settings = SafetyRig.read(TestRobots.arm(), "", true);
    Scores none =
        new ScoreReader(settings.drives(), new DiskFiles(), 1_000_000, settings.modes())
            .read(
                null,
                (entry, name) -> {
                  throw new IllegalStateException(name);
                });
    assertEquals(List.of(), none.entries());
    assertEquals(List.of(), none.stages());
    assertEquals(List.of(), none.filters());
  }

  @Test
  void each_value_of_an_action_may_have_a_cell_of_its_own() {
    ScoreRig rig =
        new ScoreRig(
            "[{type: chunk_entropy, action: ['policy/action[0:2]'], samples: 2, cell: [0.5, 4]}]");
    rig.tick();
    rig.action[1] = 3;
    // In cells of 4 the second value has not changed; in cells of .5 it would have.
    double[] both = {0, 0, 0, 3};
    assertEquals(
        new ChunkEntropy(2, 1, new double[] {.5, 4}).score(both),
        rig.tick().score("chunk_entropy"));
    rig.action[0] = 3;
    rig.action[1] = 0;
    rig.tick();
    assertEquals(
        new ChunkEntropy(2, 1, new double[] {.5, 4}).score(new double[] {0, 3, 3, 0}),
        rig.score("chunk_entropy"));
    assertTrue(rig.score("chunk_entropy") > 0);
  }

  @Test
  void sampled_chunks_have_as_many_values_as_samples_and_steps_make() {
    ConfigurationException error =
        assertThrows(
            ConfigurationException.class,
            () ->
                read(
                    "[{type: chunk_entropy, action: ['policy/action[0:2]'], samples: 2, steps: 2,"
                        + " cell: 0.5}]"));
    assertTrue(error.getMessage().contains("a multiple of 4"), error.getMessage());
    assertTrue(error.getMessage().contains("2 values"), error.getMessage());
  }

  @Test
  void a_score_may_wait_for_one_that_comes_later() {
    ScoreRig rig =
        new ScoreRig(
            """
            - {type: channel, name: c, channel: 'joints/position[0]', threshold: 9}
            - {type: channel, name: a, channel: 'joints/position[0]', threshold: 0.5, with: b}
            - {type: channel, name: b, channel: 'joints/position[1]', threshold: 0.5}
            """);
    rig.q[0] = 1;
    assertEquals(0, rig.tick().flag("a_alarm"));
    rig.q[1] = 1;
    assertEquals(1, rig.tick().flag("a_alarm"));
    assertEquals(1, rig.flag("alarm"));
    rig.q[0] = 0;
    assertEquals(0, rig.tick().flag("a_alarm"));
    assertEquals(0, rig.flag("alarm"), "b counts with a alone");
  }

  @Test
  void an_entry_says_what_it_does() {
    List<Scores.Entry> entries =
        read("""
                - {type: channel, name: a, channel: 'joints/position[0]', window: 4ms}
                - {type: channel, name: b, channel: 'joints/position[1]', threshold: 0.5}
                - {type: channel, name: c, channel: 'joints/position[1]', threshold: 2, with: b}
                """)
            .entries();
    assertEquals("a: channel over 4.0 ms, recorded only", entries.get(0).text());
    assertEquals("b: channel, alarm above 0.5", entries.get(1).text());
    assertEquals("c: channel, alarm above 2.0 if b is over too", entries.get(2).text());
  }
}
