package io.escapement.hardware.scripted;

import io.escapement.controller.config.YamlNode;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverContext;
import io.escapement.hardware.DriverProvider;

/** Makes drivers of the type {@value #TYPE}, over a CSV file. */
public final class ScriptedDriverProvider implements DriverProvider {

  private static final String TYPE = "scripted";

  /** Creates the provider; {@link java.util.ServiceLoader} calls this. */
  public ScriptedDriverProvider() {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String schema() {
    return "driver-scripted.schema.json";
  }

  @Override
  public Driver create(YamlNode config, DriverContext context) {
    YamlNode file = config.get("file");
    file.readFile(context.files());
    boolean repeat =
        config.optional("at_end").map(node -> node.string().equals("repeat")).orElse(false);
    boolean clock = config.optional("clock").map(YamlNode::bool).orElse(false);
    return new ScriptedDriver(
        config.optional("name").map(YamlNode::string).orElse(TYPE),
        context,
        Samples.read(file.path(), context.files()),
        ScriptedOptions.of(repeat, clock, faults(config)));
  }

  private static Faults faults(YamlNode config) {
    return new Faults(
        config.optional("faults.activation").map(YamlNode::bool).orElse(false),
        config.optional("faults.stale_from").map(YamlNode::durationNs).orElse(Faults.NEVER),
        config.optional("faults.stall.at").map(YamlNode::durationNs).orElse(Faults.NEVER),
        config.optional("faults.stall.for").map(YamlNode::durationNs).orElse(0L));
  }
}
