package io.escapement.launch.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LineBufferTest {

  private final LineBuffer line = new LineBuffer(40);

  @Test
  void numbers_stand_right_in_their_width_and_texts_left() {
    line.number(3.14159, 2, 8).text(" s ").text("stand", 8).text("|").number(-12.6, 0, 5);

    assertEquals("    3.14 s stand   |  -13", line.toString());
  }

  @Test
  void a_signed_number_has_its_plus_and_zero_is_not_negative() {
    assertEquals("+0.50 +0.00 -1.25", twoDecimals(0.5, -0.001, -1.25));
  }

  private String twoDecimals(double a, double b, double c) {
    return line.signed(a, 2).text(" ").signed(b, 2).text(" ").signed(c, 2).toString();
  }

  @Test
  void what_is_no_number_is_said() {
    line.number(Double.NaN, 2, 4).text("|").number(Double.POSITIVE_INFINITY, 0, 0);
    line.text("|").number(Double.NEGATIVE_INFINITY, 0, 0);

    assertEquals("nan |inf|-inf", line.toString());
  }

  @Test
  void a_line_that_is_full_takes_no_more_and_one_that_is_cleared_is_empty() {
    assertEquals("abc", new LineBuffer(3).text("abcdef").toString());
    assertEquals("x", new LineBuffer(3).text("abcdef").clear().text("x").toString());
  }

  @Test
  void it_prints_its_bytes_and_nothing_else() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    line.text("a\u00e9b").print(new PrintStream(out, true, StandardCharsets.UTF_8));

    assertEquals("a?b", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void more_decimals_than_a_line_has_room_for_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> line.number(1, 10, 0));
  }

  @Property
  void any_number_is_what_exact_arithmetic_makes_of_it(
      @ForAll @LongRange(min = -1_000_000_000, max = 1_000_000_000) long thousandths,
      @ForAll @IntRange(min = 3, max = 6) int decimals) {
    BigDecimal exact = BigDecimal.valueOf(thousandths, 3);

    assertEquals(
        exact.setScale(decimals, RoundingMode.UNNECESSARY).toPlainString(),
        line.clear().number(exact.doubleValue(), decimals, 0).toString());
  }
}
