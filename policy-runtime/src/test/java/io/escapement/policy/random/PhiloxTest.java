package io.escapement.policy.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The known answers that the generator's authors publish with Random123. */
class PhiloxTest {

  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void theKnownAnswersComeOut(String counter, String key, String answer) {
    int[] c = words(counter);
    int[] k = words(key);
    long low = Philox.low(joined(c[0], c[1]), joined(c[2], c[3]), joined(k[0], k[1]));
    long high = Philox.high(joined(c[0], c[1]), joined(c[2], c[3]), joined(k[0], k[1]));
    assertArrayEquals(
        words(answer), new int[] {(int) low, (int) (low >>> 32), (int) high, (int) (high >>> 32)});
  }

  private static int[] words(String text) {
    String[] parts = text.trim().split(" ");
    int[] words = new int[parts.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = Integer.parseUnsignedInt(parts[i], 16);
    }
    return words;
  }

  private static long joined(int low, int high) {
    return (low & 0xFFFF_FFFFL) | ((long) high << 32);
  }
}
