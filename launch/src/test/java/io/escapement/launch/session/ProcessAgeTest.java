package io.escapement.launch.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProcessAgeTest {

  @Test
  void theAgeIsTheUptimeLessTheStartInHundredthsWhateverTheProgramIsCalled() {
    String stat = "71 (a (b) c) S 1 71 71 0 -1 4194304 1 0 0 0 2 3 0 0 20 0 9 0 123456 8 9 10 11";
    assertEquals(1.44, ProcessAge.seconds("1236.00 99.50\n", stat));
  }

  @Test
  void thisProcessHasLivedForAWhile() {
    Double age = ProcessAge.seconds();
    assertTrue(age == null || age > 0, "age " + age);
  }
}
