package io.escapement.hardware.faults;

import io.escapement.controller.config.YamlNode;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverCatalog;
import io.escapement.hardware.DriverContext;
import io.escapement.hardware.DriverProvider;
import java.util.List;

/** Makes drivers of the type {@value #TYPE}, each around another one. */
public final class FaultDriverProvider implements DriverProvider {

  private static final String TYPE = "faults";

  /** Creates the provider; {@link java.util.ServiceLoader} calls this. */
  public FaultDriverProvider() {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String schema() {
    return "driver-faults.schema.json";
  }

  @Override
  public Driver create(YamlNode config, DriverContext context) {
    return create(config, context, DriverCatalog.load());
  }

  @Override
  public Driver create(YamlNode config, DriverContext context, DriverCatalog catalog) {
    YamlNode wrapped = config.get("driver");
    Driver inner = catalog.create(wrapped, context);
    if (!inner.simulator()) {
      throw wrapped
          .error()
          .summary("faults are injected on a simulator only")
          .expected("a simulator's driver, such as {type: mujoco}")
          .found(wrapped.get("type").shown())
          .remedy("put the driver itself in the place of this entry")
          .build();
    }
    List<FaultySource> sources = inner.sources().stream().map(FaultySource::new).toList();
    long seed = config.optional("seed").map(YamlNode::integer).orElse(0L);
    FaultReader reader = new FaultReader(context, sources, seed);
    List<YamlNode> faults = config.get("faults").items();
    for (int i = 0; i < faults.size(); i++) {
      reader.read(faults.get(i), i);
    }
    return new FaultDriver(inner, sources, reader.delays());
  }
}
