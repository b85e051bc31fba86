package io.escapement.launch.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void shortNumbersStandAsTheyAre() {
    assertEquals("0", Numbers.of(0));
    assertEquals("0", Numbers.of(-0.0));
    assertEquals("35", Numbers.of(35));
    assertEquals("0.25", Numbers.of(0.25));
    assertEquals("-1.5708", Numbers.of(-1.5707963267948966));
    assertEquals("100000", Numbers.of(1e5));
    assertEquals("1e-5", Numbers.of(1e-5));
    assertEquals("inf", Numbers.of(Double.POSITIVE_INFINITY));
    assertEquals("NaN", Numbers.of(Double.NaN));
  }

  @Test
  void severalNumbersAreOneAFewOrARange() {
    assertEquals("2", Numbers.of(List.of(2.0, 2.0, 2.0, 2.0, 2.0)));
    assertEquals("[2, 0.25]", Numbers.of(List.of(2.0, 0.25)));
    assertEquals("1..5", Numbers.of(List.of(1.0, 5.0, 2.0, 3.0, 4.0)));
  }

  @Test
  void limitThatDoesNotBindIsADashAndNoNumberInJson() {
    assertEquals("-", Numbers.range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    assertEquals("-1..inf", Numbers.range(-1, Double.POSITIVE_INFINITY));
    assertNull(Numbers.orNull(Double.POSITIVE_INFINITY));
    assertEquals(3.0, Numbers.orNull(3));
  }

  @Property
  void shownNumberIsWithinItsFiveDigits(
      @ForAll @DoubleRange(min = -1e12, max = 1e12) double value) {
    double shown = Double.parseDouble(Numbers.of(value));
    assertTrue(Math.abs(shown - value) <= Math.abs(value) * 1e-4, Numbers.of(value));
  }

  @Test
  void columnsOfATableStandUnderEachOther() {
    assertEquals("  a   bbb\n  cc  d\n", new Table(2).row("a", "bbb").row("cc", "d").text());
    assertEquals("", new Table(2).text());
  }
}
