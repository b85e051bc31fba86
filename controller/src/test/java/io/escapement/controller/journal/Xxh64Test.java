package io.escapement.controller.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors: the reference implementation's xxhsum and the documentation of python-xxhash. */
class Xxh64Test {

  @ParameterizedTest
  @CsvSource({
    "'', 0, ef46db3751d8e999",
    "a, 0, d24ec4f1a98c6e5b",
    "abc, 0, 44bc2cf5ad770999",
    "Nobody inspects the spammish repetition, 0, fbcea83c8a378bf1",
    "'The quick brown fox jumps over the lazy dog, twice and then some more.', 0, fee84ad3782ed612",
    "xxhash, 0, 32dd38952c4bc720",
    "xxhash, 20141025, b559b98d844e0635"
  })
  void givesThePublishedHashes(String text, long seed, String expected) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    long hash = Xxh64.hash(new UnsafeBuffer(bytes), 0, bytes.length, seed);
    assertEquals(expected, String.format("%016x", hash));
  }

  @ParameterizedTest
  @CsvSource({"0", "3", "64"})
  void doesNotDependOnWhereTheBytesLie(int offset) {
    byte[] bytes = new byte[offset + 101];
    for (int i = 0; i < 101; i++) {
      bytes[offset + i] = (byte) (i * 7 + 3);
    }
    long hash = Xxh64.hash(new UnsafeBuffer(bytes), offset, 101, 0);
    assertEquals("bad4d3bf033bda4c", String.format("%016x", hash));
  }
}
