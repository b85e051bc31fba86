package io.escapement.policy.observation;

import java.util.ArrayList;
import java.util.List;

/** Rotation matrices of unit quaternions w, x, y, z, element by element. */
final class Rotations {

  private Rotations() {}

  /** One element of the matrix that turns the body's coordinates into the world's. */
  static double element(double w, double x, double y, double z, int row, int column) {
    return switch (3 * row + column) {
      case 0 -> 1 - 2 * (y * y + z * z);
      case 1 -> 2 * (x * y - w * z);
      case 2 -> 2 * (x * z + w * y);
      case 3 -> 2 * (x * y + w * z);
      case 4 -> 1 - 2 * (x * x + z * z);
      case 5 -> 2 * (y * z - w * x);
      case 6 -> 2 * (x * z - w * y);
      case 7 -> 2 * (y * z + w * x);
      default -> 1 - 2 * (x * x + y * y);
    };
  }

  /** Labels of the elements row by row, of each row the first columns. */
  static List<String> labels(int columns) {
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < columns; column++) {
        labels.add("r" + row + column);
      }
    }
    return labels;
  }
}
