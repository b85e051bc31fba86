package io.escapement.policy.asynchronous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.inference.InferenceBinding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersOnlyTest {

  private final ByteBuffer first = floats(2);
  private final ByteBuffer second = floats(3);
  private int asked;
  private final NumbersOnly guard =
      new NumbersOnly(
          new InferenceBinding() {
            @Override
            public boolean run() {
              asked++;
              return true;
            }

            @Override
            public String failure() {
              return "";
            }

            @Override
            public void close() {}
          },
          List.of(first, second));

  private static ByteBuffer floats(int count) {
    return ByteBuffer.allocateDirect(Float.BYTES * count).order(ByteOrder.nativeOrder());
  }

  @Test
  void aModelIsAskedAboutNumbersInfiniteOnesIncluded() {
    first.putFloat(0, Float.POSITIVE_INFINITY);
    assertTrue(guard.run());
    assertEquals(1, asked);
    assertEquals("", guard.failure());
  }

  @Test
  void aModelIsNotAskedWhereAnyInputIsNaN() {
    second.putFloat(2 * Float.BYTES, Float.NaN);
    assertFalse(guard.run());
    assertEquals(0, asked);
    assertEquals("an input is not a number", guard.failure());
    second.putFloat(2 * Float.BYTES, 1);
    assertTrue(guard.run());
  }
}
