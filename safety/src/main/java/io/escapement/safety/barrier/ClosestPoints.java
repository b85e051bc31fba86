package io.escapement.safety.barrier;

/**
 * Where two line segments are closest to each other. Of all places the nearest one is either inside
 * both, or it is an end of one and its projection on the other; all five are compared, in a fixed
 * order, so that near-parallel segments cost no accuracy.
 */
final class ClosestPoints {

  /** Squared sine of the angle between two lines below which they have no crossing. */
  private static final double PARALLEL = 1e-14;

  private final double[] u = new double[3];
  private final double[] w = new double[3];
  private final double[] r = new double[3];
  private double uu;
  private double ww;
  private double uw;
  private double ru;
  private double rw;
  private double best;
  private double s;
  private double t;

  /** Part of the way along the first segment. */
  double s() {
    return s;
  }

  /** Part of the way along the second segment. */
  double t() {
    return t;
  }

  /** Whether the point on the first segment is free to slide both ways. */
  boolean slidesFirst() {
    return s > 0 && s < 1;
  }

  /** Whether the point on the second segment is free to slide both ways. */
  boolean slidesSecond() {
    return t > 0 && t < 1;
  }

  void find(double[] from1, double[] to1, double[] from2, double[] to2) {
    Vectors.subtract(to1, from1, u);
    Vectors.subtract(to2, from2, w);
    Vectors.subtract(from1, from2, r);
    uu = Vectors.dot(u, u);
    ww = Vectors.dot(w, w);
    uw = Vectors.dot(u, w);
    ru = Vectors.dot(r, u);
    rw = Vectors.dot(r, w);
    best = Double.POSITIVE_INFINITY;
    s = 0;
    t = 0;
    double across = uu * ww - uw * uw;
    if (across > PARALLEL * uu * ww) {
      double inS = (uw * rw - ww * ru) / across;
      double inT = (uu * rw - uw * ru) / across;
      if (inS > 0 && inS < 1 && inT > 0 && inT < 1) {
        consider(inS, inT);
      }
    }
    consider(0, part(rw, ww));
    consider(1, part(rw + uw, ww));
    consider(part(-ru, uu), 0);
    consider(part(uw - ru, uu), 1);
  }

  private static double part(double along, double square) {
    return square > 0 ? Math.max(0, Math.min(1, along / square)) : 0;
  }

  private void consider(double newS, double newT) {
    double distance = 0;
    for (int i = 0; i < 3; i++) {
      double gap = r[i] + newS * u[i] - newT * w[i];
      distance += gap * gap;
    }
    if (distance < best) {
      best = distance;
      s = newS;
      t = newT;
    }
  }
}
