package io.escapement.controller.extension;

import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.stage.Stage;
import java.util.List;
import java.util.TreeMap;

/** The types of stages that a run can list. Safe for use by several threads. */
public final class StageCatalog {

  private final TreeMap<String, StageProvider> byType = new TreeMap<>();

  /**
   * Finds every provider.
   *
   * @param extensions where they are looked up
   * @throws IllegalStateException if two bring the same type
   */
  public StageCatalog(Extensions extensions) {
    for (StageProvider provider : extensions.load(StageProvider.class)) {
      StageProvider before = byType.putIfAbsent(provider.type(), provider);
      if (before != null) {
        throw new IllegalStateException(
            "two stages of type "
                + provider.type()
                + " are on the path: "
                + before.getClass().getName()
                + " and "
                + provider.getClass().getName());
      }
    }
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
   * Makes the stages that an entry of a YAML asks for, once the entry holds against the provider's
   * schema.
   *
   * @param entry a mapping with the key {@code type}
   * @param context robot, period and files
   * @return new stages
   * @throws io.escapement.controller.config.ConfigurationException if there is no such type, or the
   *     entry is wrong
   */
  public List<Stage> create(YamlNode entry, StageContext context) {
    YamlNode type = entry.child("type");
    StageProvider provider = byType.get(type.string());
    if (provider == null) {
      throw type.error()
          .summary("there is no such stage")
          .found(type.shown())
          .remedy(Extensions.remedy(type.string(), byType.keySet()))
          .build();
    }
    SchemaCheck.of(provider.schema(), provider.getClass()).check(entry);
    return List.copyOf(provider.stages(entry, context));
  }
}
