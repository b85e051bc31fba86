package io.escapement.policy.observation;

import java.util.Map;
import java.util.Set;

/**
 * Brings observation terms, found through {@link java.util.ServiceLoader}: a jar on the class path
 * or among a run's plug-ins adds more.
 */
public interface ObservationTermProvider {

  /**
   * The terms that this provider can make.
   *
   * @return for each name under which a term stands in {@code policy.yaml}, the parameters of its
   *     own that it takes
   */
  Map<String, Set<String>> terms();

  /**
   * Makes a term for a robot.
   *
   * @param context the term's entry and what it may need to know
   * @return a new term
   * @throws io.escapement.controller.config.PreflightException if it does not fit the robot
   * @throws io.escapement.controller.config.ConfigurationException if a parameter is missing or
   *     wrong
   */
  ObservationTerm create(TermContext context);
}
