package io.escapement.launch.text;

import java.io.PrintStream;

/**
 * A line of text that is put together and printed without allocating, for what is shown while a
 * loop runs. Characters beyond ASCII become question marks; what does not fit is cut off. Used by
 * one thread.
 */
public final class LineBuffer {

  private static final int MOST_DECIMALS = 9;
  private static final double LARGEST = 1e15;

  private final byte[] bytes;
  private final byte[] digits = new byte[24];
  private int length;

  /**
   * Creates an empty line.
   *
   * @param capacity characters that it takes at most, at least 1
   */
  public LineBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  /**
   * Empties the line.
   *
   * @return this line
   */
  public LineBuffer clear() {
    length = 0;
    return this;
  }

  /**
   * Appends text.
   *
   * @param text not null
   * @return this line
   */
  public LineBuffer text(String text) {
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    return this;
  }

  /**
   * Appends text, filled up with blanks behind it.
   *
   * @param text not null
   * @param width characters at least
   * @return this line
   */
  public LineBuffer text(String text, int width) {
    text(text);
    return blanks(width - text.length());
  }

  /**
   * Appends a number with a fixed number of decimals, rounded half away from zero.
   *
   * @param value any number
   * @param decimals from 0 to 9
   * @param width characters at least, filled up with blanks before it
   * @return this line
   */
  public LineBuffer number(double value, int decimals, int width) {
    return number(value, decimals, width, false);
  }

  /**
   * Appends a number with its sign, also a plus.
   *
   * @param value any number
   * @param decimals from 0 to 9
   * @return this line
   */
  public LineBuffer signed(double value, int decimals) {
    return number(value, decimals, 0, true);
  }

  private LineBuffer number(double value, int decimals, int width, boolean plus) {
    if (decimals < 0 || decimals > MOST_DECIMALS) {
      throw new IllegalArgumentException(decimals + " decimals, expected 0 to " + MOST_DECIMALS);
    }
    double scale = 1;
    for (int i = 0; i < decimals; i++) {
      scale *= 10;
    }
    double scaled = Math.abs(value) * scale;
    if (!(scaled < LARGEST)) {
      return text(Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf", width);
    }
    long left = (long) (scaled + 0.5);
    boolean minus = value < 0 && left > 0;
    int count = 0;
    while (left > 0 || count <= decimals) {
      digits[count++] = (byte) ('0' + left % 10);
      left /= 10;
    }
    int signs = minus || plus ? 1 : 0;
    blanks(width - count - signs - (decimals > 0 ? 1 : 0));
    if (signs > 0) {
      character(minus ? '-' : '+');
    }
    for (int i = count - 1; i >= 0; i--) {
      character((char) digits[i]);
      if (i == decimals && decimals > 0) {
        character('.');
      }
    }
    return this;
  }

  private LineBuffer blanks(int count) {
    for (int i = 0; i < count; i++) {
      character(' ');
    }
    return this;
  }

  private void character(char character) {
    if (length < bytes.length) {
      bytes[length++] = character < 128 ? (byte) character : (byte) '?';
    }
  }

  /**
   * Prints the line.
   *
   * @param out where to
   */
  public void print(PrintStream out) {
    out.write(bytes, 0, length);
    out.flush();
  }

  /** The line as text. */
  @Override
  public String toString() {
    return new String(bytes, 0, length, java.nio.charset.StandardCharsets.US_ASCII);
  }
}
