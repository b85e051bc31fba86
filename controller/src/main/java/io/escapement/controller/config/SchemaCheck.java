package io.escapement.controller.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.serialization.JsonNodeReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks a tree against a JSON Schema (draft 2020-12) and reports every violation at its place.
 *
 * <p>Schemas are resources in {@value #FOLDER} of any jar, named {@code <name>.schema.json}, with
 * {@code "$id": "escapement:/<name>.schema.json"}, and may refer to each other, as in {@code
 * "$ref": "common.schema.json#/$defs/duration"}. A schema's own {@code "x-expected"} says in words
 * what a value should be. Safe for several threads.
 */
public final class SchemaCheck {
  /** The folder of the schemas on the class path. */
  public static final String FOLDER = "io/escapement/schema/";

  private static final String ID_PREFIX = "escapement:/";
  private static final ClassLoader OWN_LOADER = SchemaCheck.class.getClassLoader();
  private static final Map<String, SchemaCheck> LOADED = new ConcurrentHashMap<>();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final ClassLoader loader;
  private final SchemaFit fit;
  private volatile Validator validator;

  private SchemaCheck(String name, ClassLoader loader) {
    this.name = name;
    this.loader = loader;
    SchemaWords schemas = new SchemaWords(name, resource -> parsed(resource, loader));
    // Now, so that a schema that is not there is found out now.
    schemas.main(name);
    this.fit = new SchemaFit(name, schemas);
  }

  /** Says what is wrong; made when something may be. */
  private record Validator(JsonSchema schema, SchemaWords words) {
    static Validator of(String name, ClassLoader loader) {
      SchemaValidatorsConfig config =
          SchemaValidatorsConfig.builder().locale(Locale.ROOT).preloadJsonSchema(false).build();
      return new Validator(
          Factory.INSTANCE.getSchema(resource(name, loader), config),
          new SchemaWords(name, resource -> resource(resource, loader)));
    }
  }

  /** Made with the first schema that may be violated. */
  private static final class Factory {
    static final JsonSchemaFactory INSTANCE =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder ->
                builder
                    .metaSchema(withOwnKeyword())
                    .schemaMappers(m -> m.mapPrefix(ID_PREFIX, "classpath:" + FOLDER))
                    .jsonNodeReader(new SchemaReader()));
  }

  private static JsonMetaSchema withOwnKeyword() {
    return JsonMetaSchema.builder(JsonMetaSchema.getV202012())
        .keyword(new NonValidationKeyword("x-expected"))
        .build();
  }

  /** Reads schemas with the YAML reader, which is loaded anyway, instead of a second parser. */
  private static final class SchemaReader implements JsonNodeReader {
    @Override
    public JsonNode readTree(String content, InputFormat format) {
      return YamlJson.of(YamlReader.parse(content, "schema", Path.of("").toAbsolutePath()));
    }

    @Override
    public JsonNode readTree(InputStream content, InputFormat format) throws IOException {
      return readTree(new String(content.readAllBytes(), StandardCharsets.UTF_8), format);
    }
  }

  /**
   * The check against a schema on the class path.
   *
   * @param name the file's name in {@value #FOLDER}, such as {@code robot.schema.json}
   * @return the check, loaded once
   * @throws IllegalArgumentException if there is no such resource
   */
  public static SchemaCheck of(String name) {
    return LOADED.computeIfAbsent(name, own -> new SchemaCheck(own, OWN_LOADER));
  }

  /**
   * The check against a schema that a plug-in brings.
   *
   * @param name as for {@link #of(String)}; it may refer to itself and to what is on the class path
   * @param beside a class of the plug-in, beside which the schema lies
   * @return the check
   * @throws IllegalArgumentException if there is no such resource
   */
  public static SchemaCheck of(String name, Class<?> beside) {
    ClassLoader loader = beside.getClassLoader();
    return loader == null || loader == OWN_LOADER ? of(name) : new SchemaCheck(name, loader);
  }

  /**
   * Begins to load schemas on a thread of its own: call it first thing in a program and go on.
   *
   * @param names as for {@link #of}
   */
  public static void prepare(String... names) {
    Thread thread = new Thread(() -> List.of(names).forEach(SchemaCheck::of), "schema-loader");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Checks a tree.
   *
   * @param root the tree
   * @throws ConfigurationException with every violation, if there is any
   */
  public void check(YamlNode root) {
    List<Problem> problems = problems(root);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  /**
   * Checks a tree without throwing.
   *
   * @param root the tree
   * @return every violation, ordered by place; empty if the tree fits
   */
  public List<Problem> problems(YamlNode root) {
    JsonNode tree = YamlJson.of(root);
    return fit.fits(tree) ? List.of() : violations(root, tree);
  }

  /**
   * Like {@link #problems}, by the validator alone, which also takes its time for a tree that fits.
   *
   * @param root the tree
   * @return every violation, ordered by place; empty if the tree fits
   */
  public List<Problem> violations(YamlNode root) {
    return violations(root, YamlJson.of(root));
  }

  private List<Problem> violations(YamlNode root, JsonNode tree) {
    Validator made = validator;
    if (made == null) {
      made = Validator.of(name, loader);
      validator = made;
    }
    return new SchemaViolations(root, made.words())
        .of(made.schema().validate(YamlJson.bounded(tree)));
  }

  private static JsonNode resource(String name, ClassLoader loader) {
    return opened(name, loader, in -> new SchemaReader().readTree(in, InputFormat.JSON));
  }

  private static JsonNode parsed(String name, ClassLoader loader) {
    return opened(name, loader, JSON::readTree);
  }

  /** What becomes of a schema's text. */
  private interface Parser {
    JsonNode parse(InputStream in) throws IOException;
  }

  private static JsonNode opened(String name, ClassLoader loader, Parser parser) {
    try (InputStream in = loader.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + FOLDER + name);
      }
      return parser.parse(in);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the resource " + FOLDER + name, e);
    }
  }
}
