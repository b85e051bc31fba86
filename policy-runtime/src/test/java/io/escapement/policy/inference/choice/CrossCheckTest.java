package io.escapement.policy.inference.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CrossCheckTest {

  private static Agreement compare(ModelUse use, double relative) {
    ScriptedEngine engine = ScriptedEngine.taking("other", new AtomicLong(), 0).offBy(relative);
    try (InferenceModel reference =
            new OnnxRuntimeEngine().load(use.model().where(), use.model().content());
        InferenceModel candidate = engine.load(use.model().where(), use.model().content())) {
      return CrossCheck.of(use, reference, candidate);
    }
  }

  @Test
  void theSameEngineAgreesToTheBit() {
    Agreement agreement = compare(Choosing.network(), 0);
    assertTrue(agreement.holds());
    assertEquals(0, agreement.worst());
    assertEquals(33, agreement.inferences(), "a golden vector and four sequences of eight");
  }

  @Test
  void theBoundIsRelativeToTheOutput() {
    assertTrue(compare(Choosing.network(), 5e-6).holds());
    Agreement off = compare(Choosing.network(), 2e-5);
    assertFalse(off.holds());
    assertEquals(2e-5, off.worst(), 2e-6);
    assertEquals("actions", off.tensor());
  }

  @Test
  void aStateThatGoesAstrayIsFoundThoughEachStepIsAlmostRight() {
    Agreement agreement = compare(Choosing.recurrent(), 1e-4);
    assertFalse(agreement.holds());
    assertTrue(agreement.worst() > 1.1e-4, "each step adds to it: " + agreement.worst());
  }

  @Test
  void anEngineThatGivesNoNumberDoesNotAgree() {
    Agreement agreement = compare(Choosing.network(), Double.NaN);
    assertFalse(agreement.holds());
    assertEquals(Double.POSITIVE_INFINITY, agreement.worst());
  }
}
