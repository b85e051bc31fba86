package io.escapement.launch.session;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;

/** What the virtual machine counts about its own work. */
final class VirtualMachine {

  private static final String PAUSES = "Pauses";

  private VirtualMachine() {}

  /** Garbage collections so far; the pauses of a collection are not counted beside it. */
  static long collections() {
    long sum = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (!collector.getName().endsWith(PAUSES)) {
        sum += Math.max(0, collector.getCollectionCount());
      }
    }
    return sum;
  }

  /**
   * Safepoints so far.
   *
   * <p>HotSpot counts them for its own tools; the package that tells is open to this program by its
   * jar's manifest, and to one that embeds it only by a flag.
   *
   * @return null where the virtual machine does not tell
   */
  static Long safepoints() {
    try {
      Object bean =
          Class.forName("sun.management.ManagementFactoryHelper")
              .getMethod("getHotspotRuntimeMBean")
              .invoke(null);
      Method count =
          Class.forName("sun.management.HotspotRuntimeMBean").getMethod("getSafepointCount");
      return (Long) count.invoke(bean);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
