package io.escapement.launch.acceptance;

import io.escapement.controller.config.YamlNode;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverContext;
import io.escapement.hardware.DriverProvider;
import io.escapement.hardware.scripted.Faults;
import io.escapement.hardware.scripted.Samples;
import io.escapement.hardware.scripted.ScriptedDriver;
import io.escapement.hardware.scripted.ScriptedOptions;
import java.util.OptionalLong;

/** Makes {@link BenchHardware}. */
public final class BenchHardwareProvider implements DriverProvider {

  /** Creates the provider; {@link java.util.ServiceLoader} calls this. */
  public BenchHardwareProvider() {}

  @Override
  public String type() {
    return "bench-hardware";
  }

  @Override
  public String schema() {
    return "driver-bench-hardware.schema.json";
  }

  @Override
  public Driver create(YamlNode config, DriverContext context) {
    Samples samples = Samples.read(config.get("file").path(), context.files());
    ScriptedDriver device =
        new ScriptedDriver("bench", context, samples, ScriptedOptions.of(true, false, Faults.NONE));
    OptionalLong timeoutNs =
        config
            .optional("command_timeout")
            .map(node -> OptionalLong.of(node.durationNs()))
            .orElse(OptionalLong.empty());
    return new BenchHardware(device, timeoutNs);
  }
}
