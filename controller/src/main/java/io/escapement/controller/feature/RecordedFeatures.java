package io.escapement.controller.feature;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.RecordLayout.Slot;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Gathers features out of journaled records. Not for the loop's thread. */
public final class RecordedFeatures {

  private final List<Feature> features = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final int needed;

  /**
   * Looks features up.
   *
   * @param where the run, for messages
   * @param layout of its records
   * @param robot the robot's name
   * @param wanted in the order of the vector
   * @throws PreflightException if the record lacks a channel or elements of it
   */
  public RecordedFeatures(String where, RecordLayout layout, String robot, List<Feature> wanted) {
    int end = 0;
    for (Feature feature : wanted) {
      Slot slot = layout.find(robot + "/" + feature.channel());
      if (slot == null) {
        throw PreflightException.at(where)
            .summary("the run recorded no channel " + robot + "/" + feature.channel())
            .remedy("escapement inspect RUN_DIR --channels lists what it recorded")
            .build();
      }
      Feature found;
      try {
        found = feature.within(slot.spec().count());
      } catch (IllegalArgumentException e) {
        throw PreflightException.at(where).summary(e.getMessage()).cause(e).build();
      }
      features.add(found);
      slots.add(slot);
      label(found, slot.spec());
      end = Math.max(end, slot.end());
    }
    needed = end;
  }

  private void label(Feature feature, ChannelSpec spec) {
    for (int i = feature.from(); i < feature.from() + feature.count(); i++) {
      boolean named = spec.labels().size() == spec.count();
      labels.add(feature.channel() + "[" + (named ? spec.labels().get(i) : i) + "]");
    }
  }

  /**
   * The features with explicit ranges, so that they mean the same for every robot's record.
   *
   * @return in the order of the vector
   */
  public List<Feature> resolved() {
    return List.copyOf(features);
  }

  /**
   * Names of the values.
   *
   * @return channel and element each
   */
  public List<String> labels() {
    return List.copyOf(labels);
  }

  /**
   * How many values the vector has.
   *
   * @return 0 or more
   */
  public int size() {
    return labels.size();
  }

  /**
   * Whether a record holds them all.
   *
   * @param length bytes that there are of it
   * @return false where a lean journal left some out
   */
  public boolean within(int length) {
    return needed <= length;
  }

  /**
   * Reads the features of a record.
   *
   * @param buffer where the record lies
   * @param start its first byte
   * @param x {@link #size()} values, written
   */
  public void read(DirectBuffer buffer, int start, double[] x) {
    ByteOrder order = ByteOrder.nativeOrder();
    int k = 0;
    for (int i = 0; i < slots.size(); i++) {
      ChannelSpec spec = slots.get(i).spec();
      for (int n = 0; n < features.get(i).count(); n++) {
        int at = start + slots.get(i).offset() + (features.get(i).from() + n) * spec.type().bytes();
        x[k++] =
            switch (spec.type()) {
              case U8 -> buffer.getByte(at) & 0xFF;
              case I32 -> buffer.getInt(at, order);
              case I64 -> buffer.getLong(at, order);
              case F32 -> buffer.getFloat(at, order);
              case F64 -> buffer.getDouble(at, order);
            };
      }
    }
  }
}
