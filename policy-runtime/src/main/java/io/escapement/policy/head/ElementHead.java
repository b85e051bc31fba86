package io.escapement.policy.head;

/**
 * What a head makes of the numbers that a model gave out for one element of an action. Pure, for
 * any thread, without garbage; parameters that make no sense give NaN.
 */
interface ElementHead {

  /**
   * What stands for luck when the action is drawn.
   *
   * @param index of the inference
   * @param element of the action or the chunk
   * @param first the raw first parameter
   * @param second the raw second parameter, 0 if there is none
   * @return a random number of the head's own kind
   */
  double draw(long index, int element, double first, double second);

  /**
   * What stands for luck when the action is not drawn.
   *
   * @param first the raw first parameter
   * @param second the raw second parameter, 0 if there is none
   * @return the number of which {@link #action} makes the mean, the mode or whatever is taken
   */
  double centre(double first, double second);

  /**
   * The action.
   *
   * @param element of one action
   * @param first the raw first parameter
   * @param second the raw second parameter
   * @param luck what was drawn, or the centre
   * @return its value
   */
  double action(int element, double first, double second, double luck);

  /**
   * How probable the action was.
   *
   * @param element of one action
   * @param first the raw first parameter
   * @param second the raw second parameter
   * @param luck what was drawn, or the centre
   * @return natural logarithm of the density of the action, before it is rounded to single
   *     precision
   */
  double logDensity(int element, double first, double second, double luck);
}
