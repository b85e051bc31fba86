package io.escapement.controller.config;

import java.io.Serializable;
import java.util.Objects;

/**
 * One thing that a user has to put right: where it stands, what was found there, what was expected,
 * and how to mend it.
 *
 * @param where the file (as the user would type it), the command-line option or the component;
 *     never blank
 * @param line the line in the file, from 1; 0 where there is none
 * @param column the column in the line, from 1; 0 where there is none
 * @param key the key path, such as {@code loop.rate_hz}; empty where there is none
 * @param summary what is wrong, in a few words; empty where expected and found say it all
 * @param expected what would have been right; empty where the summary says it
 * @param found what was there instead; empty where the summary says it
 * @param remedy what to do; empty where expected says it
 */
public record Problem(
    String where,
    int line,
    int column,
    String key,
    String summary,
    String expected,
    String found,
    String remedy)
    implements Serializable {

  /**
   * Checks that every part is there.
   *
   * @param where not null
   * @param line from 1, or 0
   * @param column from 1, or 0
   * @param key not null
   * @param summary not null
   * @param expected not null
   * @param found not null
   * @param remedy not null
   */
  public Problem {
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(expected, "expected");
    Objects.requireNonNull(found, "found");
    Objects.requireNonNull(remedy, "remedy");
  }

  /**
   * The problem as one line for the user.
   *
   * @return {@code where:line:column: key: summary: expected ..., found .... Remedy: ...}
   */
  public String text() {
    StringBuilder text = new StringBuilder(where);
    if (line > 0) {
      text.append(':').append(line);
      if (column > 0) {
        text.append(':').append(column);
      }
    }
    text.append(": ");
    // "--set a.b" already names its key.
    if (!key.isEmpty() && !where.endsWith(" " + key)) {
      text.append(key).append(": ");
    }
    text.append(summary);
    if (!expected.isEmpty()) {
      text.append(summary.isEmpty() ? "expected " : ": expected ").append(expected);
    }
    if (!found.isEmpty()) {
      text.append(summary.isEmpty() && expected.isEmpty() ? "found " : ", found ").append(found);
    }
    endSentence(text);
    if (!remedy.isEmpty()) {
      text.append(" Remedy: ").append(remedy);
      endSentence(text);
    }
    return text.toString();
  }

  private static void endSentence(StringBuilder text) {
    char last = text.charAt(text.length() - 1);
    if (last != '.' && last != '?' && last != '!') {
      text.append('.');
    }
  }
}
