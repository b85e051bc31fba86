package io.escapement.launch.text;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells whose columns stand one under the other. Built row by row by one thread. */
public final class Table {

  private static final String GAP = "  ";

  private final String indent;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Begins an empty table.
   *
   * @param indent blanks before each row
   */
  public Table(int indent) {
    this.indent = " ".repeat(indent);
  }

  /**
   * Adds a row.
   *
   * @param cells texts from left to right; rows may have different numbers of them
   * @return this
   */
  public Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /**
   * Number of rows.
   *
   * @return 0 for an empty table
   */
  public int size() {
    return rows.size();
  }

  /**
   * The table as lines.
   *
   * @return each row with a line end, without blanks before it; empty for an empty table
   */
  public String text() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
