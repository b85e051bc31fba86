package io.escapement.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class SafetyStagesTest {

  /** Timings, replay and errors name stages. */
  @Test
  void are_named_and_run_in_their_phases() {
    List<Stage> stages = SafetyStages.of(SafetyRig.read(TestRobots.legged(), "", true));
    assertEquals(
        List.of(
            "monitors",
            "supervisor",
            "mode_command",
            "filter_chain",
            "hardware_clamp",
            "intervention_record"),
        stages.stream().map(Stage::name).toList());
    for (int i = 0; i < stages.size(); i++) {
      assertEquals(i < 3 ? Phase.SUPERVISE : Phase.FILTER, stages.get(i).phase());
    }
  }
}
