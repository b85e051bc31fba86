package io.escapement.controller.feature;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some elements of a channel, written {@code joints/velocity} for all, {@code joints/velocity[2]}
 * for one, {@code joints/velocity[0:3]} for those from 0 to before 3.
 *
 * @param channel the channel's name without the robot's
 * @param from first element, from 0
 * @param count how many, or {@link #ALL}
 */
public record Feature(String channel, int from, int count) {

  /** As many elements as the channel has. */
  public static final int ALL = -1;

  private static final Pattern FORM =
      Pattern.compile(
          "([A-Za-z0-9_.\\-]+(?:/[A-Za-z0-9_.\\-]+)+)(?:\\[(\\d{1,6})(?::(\\d{1,6}))?])?");

  private static final String EXPECTED =
      "a channel without the robot's name, such as joints/position or joints/velocity[0:3]";

  /**
   * Checks the range.
   *
   * @param channel not null
   * @param from at least 0; 0 where all are meant
   * @param count at least 1, or {@link #ALL}
   */
  public Feature {
    Objects.requireNonNull(channel, "channel");
    if (from < 0 || (count == ALL ? from != 0 : count < 1)) {
      throw new IllegalArgumentException(channel + ": no elements from " + from + ", " + count);
    }
  }

  /**
   * Reads a feature as a user writes it.
   *
   * @param text such as {@code joints/velocity[0:3]}
   * @return the feature
   * @throws IllegalArgumentException if it is none
   */
  public static Feature parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException("expected " + EXPECTED + ", found " + text);
    }
    if (form.group(2) == null) {
      return new Feature(form.group(1), 0, ALL);
    }
    int from = Integer.parseInt(form.group(2));
    int to = form.group(3) == null ? from + 1 : Integer.parseInt(form.group(3));
    return new Feature(form.group(1), from, to - from);
  }

  /**
   * Reads a list of features.
   *
   * @param list of texts
   * @return the features, in order
   * @throws ConfigurationException if one is none
   */
  public static List<Feature> read(YamlNode list) {
    return list.list(Feature::readOne);
  }

  /**
   * Reads a feature.
   *
   * @param node a text
   * @return the feature
   * @throws ConfigurationException if it is none
   */
  public static Feature readOne(YamlNode node) {
    try {
      return parse(node.string());
    } catch (IllegalArgumentException e) {
      throw node.error().expected(EXPECTED).found(node.shown()).cause(e).build();
    }
  }

  /**
   * Reads features from a command line.
   *
   * @param option the option, for messages
   * @param texts each a feature, or several with commas
   * @return the features, in order
   * @throws ConfigurationException if one is none
   */
  public static List<Feature> read(String option, List<String> texts) {
    List<Feature> features = new ArrayList<>();
    for (String text : texts) {
      for (String part : text.split(",", -1)) {
        try {
          features.add(parse(part));
        } catch (IllegalArgumentException e) {
          throw ConfigurationException.at(option).expected(EXPECTED).found(part).cause(e).build();
        }
      }
    }
    return features;
  }

  /**
   * The elements that are meant of a channel.
   *
   * @param available how many the channel has
   * @return the same with a count
   * @throws IllegalArgumentException if the channel has fewer than are asked for
   */
  public Feature within(int available) {
    int counted = count == ALL ? available : count;
    if (from + counted > available) {
      throw new IllegalArgumentException(
          channel + " has " + available + " elements, " + this + " asks for more");
    }
    return new Feature(channel, from, counted);
  }

  @Override
  public String toString() {
    if (count == ALL) {
      return channel;
    }
    return channel + "[" + from + (count == 1 ? "" : ":" + (from + count)) + "]";
  }
}
