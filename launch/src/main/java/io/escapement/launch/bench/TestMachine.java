package io.escapement.launch.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.journal.ProcessorFingerprint;
import io.escapement.launch.text.Numbers;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The machine that was measured, and what else it had to do.
 *
 * @param cpu the processor's model
 * @param architecture its instruction set
 * @param cores processors that this process may use
 * @param loadAverage runnable threads over the minute before the measurement, null if unknown
 * @param jvm the Java virtual machine and its version
 * @param collectors garbage collectors
 */
public record TestMachine(
    String cpu,
    String architecture,
    int cores,
    @JsonProperty("load_average") Double loadAverage,
    String jvm,
    List<String> collectors) {

  /**
   * This machine as it is now; call before measuring.
   *
   * @return the machine
   */
  public static TestMachine now() {
    ProcessorFingerprint processor = ProcessorFingerprint.current();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return new TestMachine(
        processor.model(),
        processor.architecture(),
        Runtime.getRuntime().availableProcessors(),
        load < 0 ? null : load,
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .toList());
  }

  String text() {
    return cpu
        + ", "
        + architecture
        + ", "
        + cores
        + " cores, load "
        + (loadAverage == null ? "unknown" : Numbers.of(loadAverage))
        + " before; "
        + jvm
        + ", "
        + String.join(", ", collectors);
  }
}
