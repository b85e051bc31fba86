package io.escapement.policy.sampler;

import io.escapement.controller.stage.Turns;

/**
 * The squared-cosine noise schedule of diffusion policies, and the steps of DDPM and DDIM over a
 * part of its times. Steps are pure and allocate nothing.
 *
 * <p>Of a stride over several training times DDPM takes the time that is sampled next for the
 * previous one, as newer versions of diffusers do; version 0.11.1, which Diffusion Policy pins,
 * takes the training time before. The two agree where every training time is sampled.
 */
public final class DiffusionSchedule {

  private static final double OFFSET = 0.008;
  private static final double GREATEST_BETA = 0.999;
  private static final double LEAST_VARIANCE = 1e-20;

  private final double[] kept;
  private final int steps;
  private final int stride;
  private final double clip;

  /**
   * Computes the schedule.
   *
   * @param trainingTimes number of times of the training, T
   * @param steps number of steps that sample, at most T
   * @param clip greatest magnitude of an element of the estimated action
   * @throws IllegalArgumentException if a number is out of its range
   */
  public DiffusionSchedule(int trainingTimes, int steps, double clip) {
    if (steps < 1 || steps > trainingTimes || !(clip > 0)) {
      throw new IllegalArgumentException(steps + " of " + trainingTimes + " times, clip " + clip);
    }
    this.steps = steps;
    this.stride = trainingTimes / steps;
    this.clip = clip;
    kept = new double[trainingTimes];
    double product = 1;
    for (int i = 0; i < trainingTimes; i++) {
      double ratio = level(i + 1, trainingTimes) / level(i, trainingTimes);
      product *= 1 - Math.min(1 - ratio, GREATEST_BETA);
      kept[i] = product;
    }
  }

  private static double level(int time, int times) {
    // A quarter of a turn is pi/2.
    double cosine = Turns.cos(((double) time / times + OFFSET) / (1 + OFFSET) / 4);
    return cosine * cosine;
  }

  /**
   * Number of steps.
   *
   * @return how often the denoiser is asked
   */
  public int steps() {
    return steps;
  }

  /**
   * The training time of a step.
   *
   * @param step from 0, at the greatest noise
   * @return a time that falls to 0
   */
  public int time(int step) {
    return (steps - 1 - step) * stride;
  }

  /**
   * The share of the action's variance that is kept at a time, the product of the alphas.
   *
   * @param time a training time; below 0 everything is kept
   * @return from 1 to nearly 0
   */
  public double kept(int time) {
    return time < 0 ? 1 : kept[time];
  }

  /**
   * One element after a step of DDPM.
   *
   * @param x the element
   * @param noise the denoiser's estimate of its noise
   * @param luck a standard normal number; not used at time 0
   * @param time the step's training time
   * @return the element at the time that is sampled next
   */
  public double ddpm(double x, double noise, double luck, int time) {
    double now = kept(time);
    double then = kept(time - stride);
    double alpha = now / then;
    double action = action(x, noise, now);
    double mean =
        StrictMath.sqrt(then) * (1 - alpha) / (1 - now) * action
            + StrictMath.sqrt(alpha) * (1 - then) / (1 - now) * x;
    double variance = Math.max((1 - then) / (1 - now) * (1 - alpha), LEAST_VARIANCE);
    return time == 0 ? mean : mean + StrictMath.sqrt(variance) * luck;
  }

  /**
   * One element after a step of DDIM without noise of its own (eta 0).
   *
   * @param x the element
   * @param noise the denoiser's estimate of its noise
   * @param time the step's training time
   * @return the element at the time that is sampled next
   */
  public double ddim(double x, double noise, int time) {
    double then = kept(time - stride);
    return StrictMath.sqrt(then) * action(x, noise, kept(time)) + StrictMath.sqrt(1 - then) * noise;
  }

  private double action(double x, double noise, double now) {
    double estimate = (x - StrictMath.sqrt(1 - now) * noise) / StrictMath.sqrt(now);
    return Math.max(-clip, Math.min(clip, estimate));
  }
}
