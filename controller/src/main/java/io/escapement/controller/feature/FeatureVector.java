package io.escapement.controller.feature;

import io.escapement.controller.record.Channel;
import io.escapement.controller.record.NumberChannel;
import io.escapement.controller.stage.PipelineException;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/**
 * Gathers features of a tick into one vector, for a stage that declares and binds it as its own
 * handles. Allocates nothing after {@link #bind}.
 */
public final class FeatureVector {

  private final String reader;
  private final Feature[] features;
  private final NumberChannel[] channels;
  private final int[] counts;

  /**
   * Creates handles.
   *
   * @param reader who reads, for messages
   * @param robot the robot's name
   * @param features in the order of the vector
   */
  public FeatureVector(String reader, String robot, List<Feature> features) {
    this.reader = reader;
    this.features = features.toArray(Feature[]::new);
    channels = new NumberChannel[this.features.length];
    counts = new int[this.features.length];
    for (int i = 0; i < channels.length; i++) {
      channels[i] =
          NumberChannel.reading(robot + "/" + this.features[i].channel(), Channel.ANY_COUNT);
    }
  }

  /**
   * Declares the channels, each to be read after its writer in the tick.
   *
   * @param wiring takes the declarations
   */
  public void declare(Wiring wiring) {
    for (NumberChannel channel : channels) {
      wiring.reads(channel);
    }
  }

  /**
   * Looks the elements up, once the handles are attached: in a stage's {@code initialise}.
   *
   * @param expected how many values the vector must have, or {@link Channel#ANY_COUNT}
   * @throws PipelineException if a channel is too short, or there are more or fewer values
   */
  public void bind(int expected) {
    for (int i = 0; i < features.length; i++) {
      try {
        counts[i] = features[i].within(channels[i].count()).count();
      } catch (IllegalArgumentException e) {
        throw new PipelineException(reader + ": " + e.getMessage());
      }
    }
    if (expected != Channel.ANY_COUNT && size() != expected) {
      throw new PipelineException(
          reader + " takes " + expected + " values, its features have " + size());
    }
  }

  /**
   * How many values the vector has.
   *
   * @return 0 before {@link #bind}
   */
  public int size() {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }

  /**
   * Reads the features of this tick.
   *
   * @param x {@link #size()} values, written
   */
  public void read(double[] x) {
    int at = 0;
    for (int i = 0; i < channels.length; i++) {
      int from = features[i].from();
      for (int k = 0; k < counts[i]; k++) {
        x[at++] = channels[i].get(from + k);
      }
    }
  }
}
