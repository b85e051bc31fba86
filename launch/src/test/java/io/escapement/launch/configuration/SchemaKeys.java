package io.escapement.launch.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.escapement.controller.config.SchemaCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/** The keys that a schema knows, wherever in it they stand. */
final class SchemaKeys {

  private SchemaKeys() {}

  static Set<String> of(String schema) {
    Set<String> keys = new TreeSet<>();
    String resource = "/" + SchemaCheck.FOLDER + schema;
    try (InputStream in = SchemaKeys.class.getResourceAsStream(resource)) {
      collect(new ObjectMapper().readTree(in), keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (keys.size() < 5) {
      throw new AssertionError(schema + " has only the keys " + keys);
    }
    return keys;
  }

  private static void collect(JsonNode schema, Set<String> keys) {
    schema.path("properties").fieldNames().forEachRemaining(keys::add);
    schema.forEach(
        child -> {
          if (child.isContainerNode()) {
            collect(child, keys);
          }
        });
  }
}
