package io.escapement.policy.vector;

import io.escapement.policy.vector.Value.Signal;

/** Functions of one element, as the kernels that compute them one after the other. */
enum Unary {
  /** The larger of x and 0. */
  RELU(one(UnaryKernels::relu)),
  /** x, times alpha below 0. */
  LEAKY_RELU(one(UnaryKernels::leakyRelu)),
  /** {@code beta x}, or {@code beta alpha (e^x - 1)} below 0. */
  ELU(Unary::elu),
  /** x, or {@code alpha (e^(x/alpha) - 1)} below 0. */
  CELU(Unary::celu),
  /** {@code 1 / (1 + e^-x)}. */
  SIGMOID(Unary::sigmoid),
  /** Hyperbolic tangent. */
  TANH(Unary::tanh),
  /** {@code x sigmoid(alpha x)}. */
  SWISH(Unary::swish),
  /** {@code x (1 + erf(x / sqrt(2))) / 2}. */
  GELU(Unary::gelu),
  /** {@code x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2}. */
  GELU_BY_TANH(Unary::geluByTanh),
  /** {@code log(1 + e^x)}. */
  SOFTPLUS(Unary::softplus),
  /** {@code x tanh(softplus(x))}. */
  MISH(Unary::mish),
  /** {@code x / (1 + |x|)}. */
  SOFTSIGN(one(UnaryKernels::softsign)),
  /** {@code alpha x + beta} within 0 and 1. */
  HARD_SIGMOID(one(UnaryKernels::hardSigmoid)),
  /** {@code x (x/6 + 1/2)}, the factor within 0 and 1. */
  HARD_SWISH(one(UnaryKernels::hardSwish)),
  /** x within alpha and beta. */
  CLIP(one(UnaryKernels::clip)),
  /** {@code e^x}. */
  EXP(one(ExponentialKernels::exp)),
  /** Natural logarithm. */
  LOG(Unary::log),
  /** Error function. */
  ERF(Unary::erf),
  /** Square root. */
  SQUARE_ROOT(one(UnaryKernels::squareRoot)),
  /** {@code 1/x}. */
  RECIPROCAL(one(UnaryKernels::reciprocal)),
  /** {@code 1/sqrt(x)}. */
  RECIPROCAL_SQUARE_ROOT(one(UnaryKernels::reciprocalSquareRoot)),
  /** {@code x^2}. */
  SQUARE(one(UnaryKernels::square)),
  /** {@code x^3}. */
  CUBE(one(UnaryKernels::cube)),
  /** {@code x^4}. */
  FOURTH_POWER(one(UnaryKernels::fourthPower)),
  /** {@code |x|}. */
  MAGNITUDE(one(UnaryKernels::magnitude)),
  /** {@code -x}. */
  NEGATIVE(one(UnaryKernels::negative)),
  /** x, with one and the same NaN for every NaN. */
  ONE_NAN(one(UnaryKernels::oneNan));

  private final Composition composition;

  /** Adds the steps of a function. */
  private interface Composition {
    Signal of(Program program, Signal x, float alpha, float beta);
  }

  Unary(Composition composition) {
    this.composition = composition;
  }

  /** Adds the steps that compute the function of a tensor. */
  Signal of(Program program, Signal x, float alpha, float beta) {
    return composition.of(program, x, alpha, beta);
  }

  private static Composition one(UnaryKernels.Kernel kernel) {
    return (program, x, alpha, beta) -> step(program, kernel, x, alpha, beta);
  }

  private static Signal step(
      Program program, UnaryKernels.Kernel kernel, Signal x, float alpha, float beta) {
    Signal y = program.make(x.shape(), x);
    program.add(y, new Steps.OfOne(kernel, x.data(), y.data(), x.elements(), alpha, beta));
    return y;
  }

  private static Signal step(Program program, UnaryKernels.Kernel kernel, Signal x) {
    return step(program, kernel, x, 1, 0);
  }

  private static Signal pair(Program program, BinaryKernels.Kernel kernel, Signal x, Signal y) {
    Signal z = program.make(x.shape(), x, y);
    program.add(z, new Steps.OfTwo(kernel, x.data(), y.data(), z.data(), x.elements()));
    return z;
  }

  private static Signal scaled(Program program, Signal x, float factor, float summand) {
    return factor == 1 && summand == 0
        ? x
        : step(program, UnaryKernels::affine, x, factor, summand);
  }

  private static Signal elu(Program program, Signal x, float alpha, float beta) {
    Signal below = step(program, UnaryKernels::negativePart, x);
    Signal e = step(program, ExponentialKernels::expm1, below);
    Signal elu = pair(program, ExponentialKernels::positiveOr, x, scaled(program, e, alpha, 0));
    return scaled(program, elu, beta, 0);
  }

  private static Signal celu(Program program, Signal x, float alpha, float beta) {
    Signal below = step(program, UnaryKernels::negativePart, x, alpha, 0);
    Signal e = step(program, ExponentialKernels::expm1, below);
    return pair(program, ExponentialKernels::positiveOr, x, scaled(program, e, alpha, 0));
  }

  private static Signal expOfMinusMagnitude(Program program, Signal x) {
    return step(program, ExponentialKernels::exp, step(program, UnaryKernels::minusMagnitude, x));
  }

  private static Signal sigmoid(Program program, Signal x, float alpha, float beta) {
    return pair(program, ExponentialKernels::sigmoidOfExp, x, expOfMinusMagnitude(program, x));
  }

  private static Signal softplus(Program program, Signal x, float alpha, float beta) {
    return pair(program, ExponentialKernels::softplusOfExp, x, expOfMinusMagnitude(program, x));
  }

  private static Signal tanh(Program program, Signal x, float alpha, float beta) {
    Signal twice = step(program, ExponentialKernels::twiceMagnitude, x);
    Signal e = step(program, ExponentialKernels::expm1, twice);
    return pair(program, ExponentialKernels::tanhOfExpm1, x, e);
  }

  private static Signal swish(Program program, Signal x, float alpha, float beta) {
    Signal gate = SIGMOID.of(program, scaled(program, x, alpha, 0), 0, 0);
    return pair(program, BinaryKernels::multiply, x, gate);
  }

  private static Signal gelu(Program program, Signal x, float alpha, float beta) {
    Signal erf = ERF.of(program, scaled(program, x, 0.70710677f, 0), 0, 0);
    return pair(program, BinaryKernels::multiply, x, scaled(program, erf, 0.5f, 0.5f));
  }

  private static Signal geluByTanh(Program program, Signal x, float alpha, float beta) {
    // The square root of 2/pi, and the same times 0.044715.
    Signal factor =
        scaled(program, step(program, UnaryKernels::square, x), 0.035677407f, 0.7978846f);
    Signal tanh = TANH.of(program, pair(program, BinaryKernels::multiply, x, factor), 0, 0);
    return pair(program, BinaryKernels::multiply, x, scaled(program, tanh, 0.5f, 0.5f));
  }

  private static Signal mish(Program program, Signal x, float alpha, float beta) {
    Signal tanh = TANH.of(program, SOFTPLUS.of(program, x, 0, 0), 0, 0);
    return pair(program, BinaryKernels::multiply, x, tanh);
  }

  private static Signal log(Program program, Signal x, float alpha, float beta) {
    Signal positive = step(program, ExponentialKernels::logOfPositive, x);
    return pair(program, ExponentialKernels::logOfAny, x, positive);
  }

  private static Signal erf(Program program, Signal x, float alpha, float beta) {
    Signal logarithm = step(program, ExponentialKernels::erfcLogarithm, x);
    Signal complement = step(program, ExponentialKernels::expm1, logarithm);
    return pair(program, ExponentialKernels::erfOfExpm1, x, complement);
  }
}
