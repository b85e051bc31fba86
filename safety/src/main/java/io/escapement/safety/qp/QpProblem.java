package io.escapement.safety.qp;

import java.util.Arrays;

/**
 * A quadratic program of fixed size, to be filled anew for each solve:
 *
 * <pre>
 * min  1/2 (x - x0)' W (x - x0) + 1/2 sum_j w_j s_j^2
 * s.t. lower_j &lt;= a_j . x + s_j &lt;= upper_j,   s_j = 0 in a hard row
 * </pre>
 *
 * <p>A new problem has the unit matrix as its weight, zero as its nominal point, and hard dense
 * rows that are open (no bounds, no coefficients). A row that is not needed stays open and costs
 * next to nothing. Not for two threads at once; nothing here allocates after the constructor.
 */
public final class QpProblem {

  private static final int DENSE = -1;

  private final int variables;
  private final int rows;
  private final double[] nominal;
  private final double[] weight;
  private final double[] diagonal;
  private final double[] coefficients;
  private final double[] lower;
  private final double[] upper;
  private final double[] slackWeight;
  private final int[] unit;
  private final double[] squares;
  private boolean diagonalWeight = true;

  /**
   * Makes room.
   *
   * @param variables number of variables, at least 1
   * @param rows number of rows, 0 or more
   */
  public QpProblem(int variables, int rows) {
    if (variables < 1 || rows < 0) {
      throw new IllegalArgumentException(
          "a problem has at least one variable and no fewer than no rows, not "
              + variables
              + " and "
              + rows);
    }
    this.variables = variables;
    this.rows = rows;
    nominal = new double[variables];
    weight = new double[variables * variables];
    diagonal = new double[variables];
    coefficients = new double[rows * variables];
    lower = new double[rows];
    upper = new double[rows];
    slackWeight = new double[rows];
    unit = new int[rows];
    squares = new double[rows];
    Arrays.fill(diagonal, 1);
    Arrays.fill(lower, Double.NEGATIVE_INFINITY);
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
    Arrays.fill(slackWeight, Double.POSITIVE_INFINITY);
    Arrays.fill(unit, DENSE);
  }

  /**
   * How many variables there are.
   *
   * @return n
   */
  public int variables() {
    return variables;
  }

  /**
   * How many rows there are, open ones among them.
   *
   * @return m
   */
  public int rows() {
    return rows;
  }

  /**
   * The point that the answer is to be close to, to be written in place.
   *
   * @return x0, n numbers
   */
  public double[] nominal() {
    return nominal;
  }

  /**
   * The diagonal of the weight, to be written in place; it counts after {@link #useDiagonalWeight}.
   *
   * @return n positive numbers
   */
  public double[] diagonal() {
    return diagonal;
  }

  /**
   * The weight as a full matrix, to be written in place; it counts after {@link #useDenseWeight}.
   *
   * @return W, n*n numbers, row-major, symmetric and positive definite; only the lower triangle is
   *     read
   */
  public double[] weight() {
    return weight;
  }

  /** From now on the weight is {@link #diagonal}, as it is in a new problem. */
  public void useDiagonalWeight() {
    diagonalWeight = true;
  }

  /** From now on the weight is {@link #weight}. */
  public void useDenseWeight() {
    diagonalWeight = false;
  }

  /**
   * Whether the weight is {@link #diagonal}.
   *
   * @return false if it is {@link #weight}
   */
  public boolean diagonalWeight() {
    return diagonalWeight;
  }

  /**
   * The coefficients of all rows, to be written in place; those of a unit row are not read.
   *
   * @return a_j at j*n, n numbers each
   */
  public double[] coefficients() {
    return coefficients;
  }

  /**
   * Makes a row's coefficients count.
   *
   * @param row the row
   */
  public void dense(int row) {
    unit[row] = DENSE;
  }

  /**
   * Makes a row bound one variable, whatever its coefficients say.
   *
   * @param row the row
   * @param variable the variable whose value it is
   */
  public void unit(int row, int variable) {
    if (variable < 0 || variable >= variables) {
      throw new IndexOutOfBoundsException(variable);
    }
    unit[row] = variable;
  }

  /**
   * The variable that a row bounds.
   *
   * @param row the row
   * @return its index, or -1 of a dense row
   */
  public int unit(int row) {
    return unit[row];
  }

  /**
   * Sets both bounds of a row. Equal ones make it an equality; infinite ones are none.
   *
   * @param row the row
   * @param lowerBound the lower bound, or negative infinity
   * @param upperBound the upper bound, or infinity
   */
  public void bounds(int row, double lowerBound, double upperBound) {
    lower[row] = lowerBound;
    upper[row] = upperBound;
  }

  /**
   * Takes both bounds from a row.
   *
   * @param row the row
   */
  public void open(int row) {
    bounds(row, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /**
   * A row's lower bound.
   *
   * @param row the row
   * @return the bound, or negative infinity
   */
  public double lower(int row) {
    return lower[row];
  }

  /**
   * A row's upper bound.
   *
   * @param row the row
   * @return the bound, or infinity
   */
  public double upper(int row) {
    return upper[row];
  }

  /**
   * Makes a row give way at a price.
   *
   * @param row the row
   * @param price w of its slack's {@code w s^2 / 2}, positive; infinity makes the row hard
   */
  public void soft(int row, double price) {
    slackWeight[row] = price;
  }

  /**
   * Makes a row hold whatever it costs, as rows of a new problem do.
   *
   * @param row the row
   */
  public void hard(int row) {
    slackWeight[row] = Double.POSITIVE_INFINITY;
  }

  /**
   * What a row's slack costs.
   *
   * @param row the row
   * @return w of its slack's {@code w s^2 / 2}; infinity of a hard row
   */
  public double slackWeight(int row) {
    return slackWeight[row];
  }

  /** A row's value without its slack. */
  double value(int row, double[] x) {
    int variable = unit[row];
    return variable >= 0 ? x[variable] : Dense.dot(coefficients, row * variables, x, 0, variables);
  }

  /** Adds a multiple of a row's coefficients to n numbers. */
  void addRow(double[] to, double factor, int row) {
    int variable = unit[row];
    if (variable >= 0) {
      to[variable] += factor;
    } else {
      Dense.add(to, 0, factor, coefficients, row * variables, variables);
    }
  }

  /** Measures the rows' lengths anew. */
  void measure() {
    for (int row = 0; row < rows; row++) {
      int at = row * variables;
      squares[row] = unit[row] >= 0 ? 1 : Dense.dot(coefficients, at, coefficients, at, variables);
    }
  }

  /** The squared length of a row's coefficients when they were measured last; 1 of an empty row. */
  double square(int row) {
    return squares[row] == 0 ? 1 : squares[row];
  }
}
