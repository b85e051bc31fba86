package io.escapement.safety.qp;

/**
 * The normals of the active rows as {@code N = Q R}, with orthonormal columns in Q and an upper
 * triangle R, kept as columns come and go.
 *
 * <p>A column is added by Gram-Schmidt, twice where that cancels, and one is removed by Givens
 * rotations: J. Daniel, W. Gragg, L. Kaufman and G. Stewart, "Reorthogonalization and stable
 * algorithms for updating the Gram-Schmidt QR factorization", Mathematics of Computation 30 (1976),
 * sections 3 and 4. Unlike a factor of {@code N'N} it does not square the condition of the rows,
 * and unlike the full basis of Goldfarb and Idnani it costs nothing where no row is active.
 */
final class OrthogonalFactor {

  /**
   * Below this share of a normal's squared length its outside part has lost a digit to cancellation
   * and is projected again; "twice is enough".
   */
  private static final double CANCELLED = 0.01;

  private final int stride;
  private final int capacity;

  /** Columns, one after the other. */
  private final double[] q;

  /** Columns, one after the other. */
  private final double[] r;

  private final double[] inside;
  private final double[] again;
  private final double[] outside;
  private int columns;
  private int height;

  OrthogonalFactor(int maxHeight, int maxColumns) {
    stride = maxHeight;
    capacity = maxColumns;
    q = new double[stride * capacity];
    r = new double[capacity * capacity];
    inside = new double[capacity];
    again = new double[capacity];
    outside = new double[stride];
  }

  void clear(int newHeight) {
    columns = 0;
    height = newHeight;
  }

  int columns() {
    return columns;
  }

  int height() {
    return height;
  }

  /** Gives all columns a last entry that is zero, or takes it away again. */
  void height(int newHeight) {
    for (int c = 0; c < columns; c++) {
      for (int i = height; i < newHeight; i++) {
        q[c * stride + i] = 0;
      }
    }
    height = newHeight;
  }

  /**
   * Splits a normal into {@code Q y + z}.
   *
   * @return the square of z's length
   */
  double project(double[] normal, double square) {
    System.arraycopy(normal, 0, outside, 0, height);
    for (int c = 0; c < columns; c++) {
      inside[c] = Dense.dot(q, c * stride, normal, 0, height);
    }
    takeAway(inside);
    double rest = rest();
    if (columns > 0 && rest < CANCELLED * square) {
      for (int c = 0; c < columns; c++) {
        again[c] = Dense.dot(q, c * stride, outside, 0, height);
        inside[c] += again[c];
      }
      takeAway(again);
      rest = rest();
    }
    return rest;
  }

  private void takeAway(double[] shares) {
    for (int c = 0; c < columns; c++) {
      Dense.add(outside, 0, -shares[c], q, c * stride, height);
    }
  }

  /** The part of the normal projected last that no column of Q makes up. */
  double[] outside() {
    return outside;
  }

  /** The shares of Q's columns in the normal projected last. */
  double[] inside() {
    return inside;
  }

  /** Adds the normal projected last, whose outside part has the given squared length. */
  void append(double rest) {
    double length = StrictMath.sqrt(rest);
    int column = columns * capacity;
    System.arraycopy(inside, 0, r, column, columns);
    r[column + columns] = length;
    double scale = 1 / length;
    for (int i = 0; i < height; i++) {
      q[columns * stride + i] = scale * outside[i];
    }
    columns++;
  }

  /** Removes a column of N. The split of the normal projected last follows. */
  void remove(int column) {
    columns--;
    for (int c = column; c < columns; c++) {
      System.arraycopy(r, (c + 1) * capacity, r, c * capacity, c + 2);
    }
    for (int i = column; i < columns; i++) {
      rotateAway(i);
    }
    // What the last column of Q made up of the normal is outside now.
    Dense.add(outside, 0, inside[columns], q, columns * stride, height);
  }

  /** The square of the outside part's length. */
  double rest() {
    return Dense.dot(outside, 0, outside, 0, height);
  }

  /**
   * Rotates rows i and i+1 of R, and these columns of Q, so that R's entry below (i, i) is zero.
   */
  private void rotateAway(int i) {
    double top = r[i * capacity + i];
    double below = r[i * capacity + i + 1];
    double length = StrictMath.sqrt(top * top + below * below);
    double cosine = top / length;
    double sine = below / length;
    r[i * capacity + i] = length;
    for (int c = i + 1; c < columns; c++) {
      int at = c * capacity + i;
      double a = r[at];
      double b = r[at + 1];
      r[at] = cosine * a + sine * b;
      r[at + 1] = cosine * b - sine * a;
    }
    double first = inside[i];
    double second = inside[i + 1];
    inside[i] = cosine * first + sine * second;
    inside[i + 1] = cosine * second - sine * first;
    int left = i * stride;
    int right = left + stride;
    for (int k = 0; k < height; k++) {
      double a = q[left + k];
      double b = q[right + k];
      q[left + k] = cosine * a + sine * b;
      q[right + k] = cosine * b - sine * a;
    }
  }

  /** Makes an entry zero in all columns of Q: that of a dimension in which no column is left. */
  void forget(int entry) {
    for (int c = 0; c < columns; c++) {
      q[c * stride + entry] = 0;
    }
    outside[entry] = 0;
  }

  /** Replaces as many numbers as there are columns by {@code inv(R)} of them. */
  void solve(double[] a) {
    for (int c = columns - 1; c >= 0; c--) {
      a[c] /= r[c * capacity + c];
      Dense.add(a, 0, -a[c], r, c * capacity, c);
    }
  }

  /** Replaces as many numbers as there are columns by {@code inv(R')} of them. */
  void solveTransposed(double[] a) {
    for (int c = 0; c < columns; c++) {
      a[c] = (a[c] - Dense.dot(r, c * capacity, a, 0, c)) / r[c * capacity + c];
    }
  }

  /** Writes {@code Q'} of the first n numbers of a, the others being zero. */
  void multiplyTransposed(double[] a, int n, double[] to) {
    for (int c = 0; c < columns; c++) {
      to[c] = Dense.dot(q, c * stride, a, 0, n);
    }
  }

  /** Adds the first n numbers of {@code factor * Q a}. */
  void addMultiple(double[] to, int n, double factor, double[] a) {
    for (int c = 0; c < columns; c++) {
      Dense.add(to, 0, factor * a[c], q, c * stride, n);
    }
  }
}
