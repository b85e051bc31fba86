package io.escapement.policy.vector;

import io.escapement.policy.onnx.SeededChunk;
import io.escapement.policy.onnx.SeededDenoiser;
import io.escapement.policy.onnx.SeededEncoder;
import io.escapement.policy.onnx.SeededGru;
import io.escapement.policy.onnx.SeededHead;
import io.escapement.policy.onnx.SeededLstm;
import io.escapement.policy.onnx.SeededMemory;
import io.escapement.policy.onnx.SeededMlp;
import io.escapement.policy.onnx.SeededPlayground;
import io.escapement.policy.onnx.SeededRaptor;
import io.escapement.policy.onnx.SeededStableBaselines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every network that the project makes of a seed gives what ONNX Runtime makes of it. */
class SeededModelsTest {

  private static final int STEPS = 12;

  private static void agrees(byte[] model) {
    EnginePair.compare(model, 5, STEPS, 1);
  }

  @Test
  void perceptrons() {
    agrees(SeededMlp.model(1, 48, 512, 256, 128, 12));
    agrees(SeededMlp.model(2, 64, 64, 64));
    agrees(SeededMlp.model(3, 1, 1));
    agrees(SeededMlp.model(4, 7, 33, 5, 9));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void recurrentPoliciesOverManySteps(int layers) {
    EnginePair.compare(SeededGru.model(6, 11, 24, layers, 5), 7, 60, 1);
    EnginePair.compare(SeededLstm.model(8, 11, 19, layers, 5), 9, 60, 1);
  }

  @Test
  void raptor() {
    EnginePair.compare(SeededRaptor.model(10), 11, 100, 1);
  }

  @Test
  void playgroundAndStableBaselines() {
    agrees(SeededPlayground.model(12, 48, 12));
    agrees(SeededStableBaselines.ppo(13, 17, 6));
    agrees(SeededStableBaselines.sac(14, 17, 6));
  }

  @Test
  void headsAndEncoders() {
    agrees(SeededHead.gaussian(15, 20, 7));
    agrees(SeededHead.stateDependentGaussian(16, 20, 7));
    agrees(SeededHead.unsquashedGaussian(17, 20, 7));
    agrees(SeededHead.beta(18, 20, 7));
    agrees(SeededEncoder.model(19, 30, 10));
  }

  @Test
  void chunks() {
    agrees(SeededChunk.model(20, 12, 8, 3));
    agrees(
        SeededChunk.model(21, 12, 8, 3, SeededChunk.Part.PREVIOUS_ACTION, SeededChunk.Part.CRITIC));
  }

  @ParameterizedTest
  @EnumSource(SeededDenoiser.Prediction.class)
  void denoisers(SeededDenoiser.Prediction prediction) {
    byte[] model = SeededDenoiser.model(22, prediction, 8, 3, 10);
    try (EnginePair pair = new EnginePair(model)) {
      float[] noise = new float[24];
      float[] condition = new float[10];
      for (int i = 0; i < noise.length; i++) {
        noise[i] = (float) StrictMath.sin(i + 1);
      }
      for (int i = 0; i < condition.length; i++) {
        condition[i] = (float) StrictMath.cos(i);
      }
      pair.put("x_t", noise);
      pair.put("cond", condition);
      for (float time : new float[] {0, 0.25f, 1}) {
        pair.put("t", prediction == SeededDenoiser.Prediction.NOISE ? 99 * time : time);
        pair.step();
      }
      pair.requireAgreement();
    }
  }

  @Test
  void memoriesThatAreAskedByAttention() {
    EnginePair.compare(SeededMemory.model(23, 9, 6, 5, 4), 24, 40, 1);
    EnginePair.compare(SeededMemory.model(25, 9, 4, 16, 4), 26, 40, 1);
  }
}
