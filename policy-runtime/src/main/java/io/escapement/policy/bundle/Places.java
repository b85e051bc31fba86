package io.escapement.policy.bundle;

import java.util.Map;
import java.util.Objects;

/**
 * Where the parts of a bundle were written, by their key paths in {@code policy.yaml}. Places say
 * nothing about what a bundle means: all are equal, so that bundles from different files compare by
 * content.
 */
public final class Places {

  private final Place whole;
  private final Map<String, Place> parts;

  /**
   * Keeps a copy.
   *
   * @param whole the bundle's own place, for parts without one
   * @param parts places by key path, such as {@code observations[2].joints}
   */
  public Places(Place whole, Map<String, Place> parts) {
    this.whole = Objects.requireNonNull(whole, "whole");
    this.parts = Map.copyOf(parts);
  }

  /**
   * The place of a part: its own, or that of the nearest part around it.
   *
   * @param key key path in {@code policy.yaml}
   * @return its place
   */
  public Place of(String key) {
    String path = key;
    while (!path.isEmpty()) {
      Place place = parts.get(path);
      if (place != null) {
        return place;
      }
      path = path.substring(0, Math.max(Math.max(path.lastIndexOf('.'), path.lastIndexOf('[')), 0));
    }
    return whole;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Places;
  }

  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return whole.origin().toString();
  }
}
