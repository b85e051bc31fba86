package io.escapement.policy.importer;

import io.escapement.controller.config.PreflightException;
import io.escapement.policy.bundle.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Holds the sizes that a descriptor gives against the model's, so that a model that was swapped
 * under an old descriptor, or a descriptor in which a term is missing, is seen at once.
 */
public final class ObservationSize {

  /**
   * A term's share of an observation.
   *
   * @param name the term's name in its tool
   * @param size elements of one frame
   * @param frames how many frames are stacked
   */
  public record Part(String name, int size, int frames) {

    @Override
    public String toString() {
      return name + " " + (frames == 1 ? "" : frames + " x ") + size;
    }
  }

  private ObservationSize() {}

  /**
   * Checks an observation.
   *
   * @param place where the terms were written
   * @param tensor name of the model's input
   * @param found elements of the input, if the model says it
   * @param parts the terms
   * @throws PreflightException if the terms do not add up to the input, with all of them
   */
  public static void check(Place place, String tensor, Optional<Integer> found, List<Part> parts) {
    int sum = parts.stream().mapToInt(part -> part.size() * part.frames()).sum();
    if (found.isPresent() && found.get() != sum) {
      throw place
          .preflight()
          .summary("the descriptor does not describe this model")
          .expected(found.get() + " elements, as the model's input \"" + tensor + "\" takes")
          .found(
              sum
                  + " elements: "
                  + parts.stream().map(Part::toString).collect(Collectors.joining(", ")))
          .remedy(
              "take the model and the descriptor of the same training run; a term that the tool"
                  + " could not describe is left out of what it writes")
          .build();
    }
  }

  /**
   * Checks an action.
   *
   * @param place where the actions were written
   * @param tensor name of the model's output
   * @param found elements of the output, if the model says it
   * @param described elements that the descriptor describes
   * @throws PreflightException if they differ
   */
  public static void checkAction(
      Place place, String tensor, Optional<Integer> found, int described) {
    if (found.isPresent() && found.get() != described) {
      throw place
          .preflight()
          .summary("the descriptor does not describe this model")
          .expected(found.get() + " actions, as the model's output \"" + tensor + "\" gives")
          .found(Integer.toString(described))
          .remedy("take the model and the descriptor of the same training run")
          .build();
    }
  }
}
