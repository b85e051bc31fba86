package io.escapement.hardware;

import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.extension.Extensions;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The driver types that are on the path. Immutable. */
public final class DriverCatalog {

  private final TreeMap<String, DriverProvider> byType = new TreeMap<>();

  /**
   * Makes a catalogue.
   *
   * @param providers providers, each of another type
   * @throws IllegalStateException if two have the same type
   */
  public DriverCatalog(Collection<DriverProvider> providers) {
    for (DriverProvider provider : providers) {
      DriverProvider before = byType.putIfAbsent(provider.type(), provider);
      if (before != null) {
        throw new IllegalStateException(
            "two drivers of type "
                + provider.type()
                + " are on the path: "
                + before.getClass().getName()
                + " and "
                + provider.getClass().getName());
      }
    }
  }

  /**
   * Finds every provider on the class path.
   *
   * @return a new catalogue
   */
  public static DriverCatalog load() {
    return load(Extensions.onClassPath());
  }

  /**
   * Finds every provider.
   *
   * @param extensions where they are looked up
   * @return a new catalogue
   */
  public static DriverCatalog load(Extensions extensions) {
    return new DriverCatalog(extensions.load(DriverProvider.class));
  }

  /**
   * The types that there are.
   *
   * @return in alphabetical order
   */
  public List<String> types() {
    return List.copyOf(byType.keySet());
  }

  /**
   * The providers.
   *
   * @return in the order of their types
   */
  public List<DriverProvider> providers() {
    return byType.values().stream().sorted(Comparator.comparing(DriverProvider::type)).toList();
  }

  /**
   * Makes the driver that an entry of a YAML asks for, once the entry holds against the driver's
   * schema.
   *
   * @param entry a mapping with the key {@code type}
   * @param context robot, period and files
   * @return a driver that is not open yet
   * @throws io.escapement.controller.config.ConfigurationException if there is no such type, or the
   *     entry is wrong
   */
  public Driver create(YamlNode entry, DriverContext context) {
    YamlNode type = entry.child("type");
    DriverProvider provider = byType.get(type.string());
    if (provider == null) {
      throw type.error()
          .summary("there is no such driver")
          .found(type.shown())
          .remedy(Extensions.remedy(type.string(), byType.keySet()))
          .build();
    }
    SchemaCheck.of(provider.schema(), provider.getClass()).check(entry);
    return provider.create(entry, context, this);
  }
}
