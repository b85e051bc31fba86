package io.escapement.hardware.mujoco;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the members of MuJoCo's structs lie, and what its constants are, in one version of the
 * library: a row of the table that {@code docs/mujoco-offsets.c} prints. Immutable.
 */
final class StructOffsets {

  static final String TABLE = "struct-offsets.csv";

  private final Map<String, Integer> values;

  private StructOffsets(Map<String, Integer> values) {
    this.values = values;
  }

  /**
   * Looks a version up.
   *
   * @param version as {@code mj_version()} gives it, such as 222 for 2.2.2
   * @return its row, or empty if the table has none
   */
  static Optional<StructOffsets> of(int version) {
    return table().stream().filter(row -> row.version() == version).findFirst();
  }

  /** Versions that have a row, in the order of the table. */
  static List<Integer> versions() {
    return table().stream().map(StructOffsets::version).toList();
  }

  int version() {
    return get("version");
  }

  /**
   * One entry.
   *
   * @param name a name of the table's first line, such as {@code mjData.qpos}
   * @return bytes from the start of the struct, or the constant's value
   */
  int get(String name) {
    Integer value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(TABLE + " has no column " + name);
    }
    return value;
  }

  private static List<StructOffsets> table() {
    try (InputStream stream = StructOffsets.class.getResourceAsStream(TABLE)) {
      if (stream == null) {
        throw new IllegalStateException(TABLE + " is not in the jar");
      }
      return parse(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(TABLE + " cannot be read", e);
    }
  }

  static List<StructOffsets> parse(BufferedReader lines) throws IOException {
    String[] names = lines.readLine().split(",", -1);
    List<StructOffsets> rows = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isBlank()) {
        continue;
      }
      String[] cells = line.split(",", -1);
      if (cells.length != names.length) {
        throw new IllegalStateException(
            TABLE + ": a row of " + cells.length + " cells under " + names.length + " names");
      }
      Map<String, Integer> values = new LinkedHashMap<>();
      for (int i = 0; i < names.length; i++) {
        values.put(names[i], Integer.valueOf(cells[i]));
      }
      rows.add(new StructOffsets(values));
    }
    return rows;
  }
}
