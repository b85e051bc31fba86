package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo maze}: two policies in the maze, with and without the certified chain. */
@RequiresMujoco
class MazeDemoTest {

  @TempDir Path folder;

  @Test
  void theChainTakesTheHarmFromTheHostilePolicyAndLeavesTheSolverItsGoal() {
    JsonNode demo =
        CommandLineResult.of(Project.words(folder, List.of("demo", "maze", "--json", "--quiet")))
            .exits(0)
            .json();

    JsonNode tamed = demo.get("with_filters");
    double budgetJ = tamed.get("budget_J").doubleValue();
    assertTrue(tamed.get("injected_J").doubleValue() <= budgetJ, demo::toString);
    assertEquals(0, tamed.get("limit_violations").longValue(), demo::toString);
    assertEquals(0, tamed.get("barrier_violations").longValue(), demo::toString);
    assertTrue(tamed.get("peak_contact_N").doubleValue() < 150, demo::toString);
    assertTrue(tamed.get("changed_ticks").longValue() > 0, demo::toString);

    JsonNode wild = demo.get("without_filters");
    assertTrue(wild.get("injected_J").doubleValue() > 100 * budgetJ, demo::toString);
    assertTrue(wild.get("limit_violations").longValue() > 1000, demo::toString);
    assertTrue(wild.get("barrier_violations").longValue() > 1000, demo::toString);
    assertTrue(wild.get("peak_contact_N").doubleValue() > 1000, demo::toString);
    assertFalse(wild.get("goal_reached").booleanValue());

    for (String filters : List.of("with_filters", "without_filters")) {
      JsonNode solver = demo.get("solver").get(filters);
      assertTrue(solver.get("goal_reached").booleanValue(), demo::toString);
      assertEquals("policy", solver.get("mode").textValue());
      assertEquals(0, solver.get("limit_violations").longValue(), demo::toString);
      assertEquals(0, solver.get("barrier_violations").longValue(), demo::toString);
      assertTrue(solver.get("injected_J").doubleValue() <= budgetJ, demo::toString);
    }
    Replays.verify(Path.of(tamed.get("run_dir").textValue())).exits(0);
  }
}
