package io.escapement.controller.journal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.openhft.chronicle.core.Jvm;
import org.slf4j.Logger;

/**
 * Chronicle Queue's habits, set once for the process: no telemetry, no disk monitor of its own,
 * nothing on the console. What it complains of is kept and can be asked for.
 */
final class QueueLibrary {

  private static final int KEPT_MESSAGES = 20;
  private static final ConcurrentLinkedQueue<String> MESSAGES = new ConcurrentLinkedQueue<>();
  private static boolean prepared;

  private QueueLibrary() {}

  /** Call before any other of Chronicle's classes is touched. */
  static synchronized void prepare() {
    if (prepared) {
      return;
    }
    prepared = true;
    setUnlessSet("chronicle.analytics.disable", "true");
    setUnlessSet("chronicle.disk.monitor.disable", "true");
    setUnlessSet("chronicle.announcer.disable", "true");
    Jvm.setExceptionHandlers(
        (logger, message, thrown) -> keep(logger, message, thrown),
        (logger, message, thrown) -> keep(logger, message, thrown),
        null,
        null);
  }

  /** What Chronicle complained of since the last call. */
  static List<String> takeMessages() {
    List<String> messages = List.copyOf(MESSAGES);
    MESSAGES.removeAll(messages);
    return messages;
  }

  /** Version of the library, from its own jar. */
  static String version() {
    String path = "/META-INF/maven/net.openhft/chronicle-queue/pom.properties";
    try (InputStream stream = QueueLibrary.class.getResourceAsStream(path)) {
      if (stream == null) {
        return "unknown";
      }
      Properties properties = new Properties();
      properties.load(stream);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static void keep(Logger logger, String message, Throwable thrown) {
    if (MESSAGES.size() < KEPT_MESSAGES) {
      MESSAGES.add(
          logger.getName()
              + ": "
              + (message == null ? "" : message)
              + (thrown == null ? "" : " (" + thrown + ")"));
    }
  }
}
