package io.escapement.launch.cli;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Handles signals while the virtual machine goes on as usual. A shutdown hook would not do: once
 * the virtual machine is shutting down, libraries refuse to load their classes and release what a
 * run still needs.
 *
 * <p>The platform's own class for this is meant for such programs but not part of its
 * specification, hence the reflection. Where it is missing or a signal is taken, that signal keeps
 * its usual effect.
 */
final class Signals {

  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private final List<Object[]> before = new ArrayList<>();

  private Signals() {}

  /**
   * Handles signals from now on, each on a thread of its own. What the process was started to
   * ignore, such as the hang-up under {@code nohup}, stays ignored.
   *
   * @param handler called at every signal
   * @param names such as {@code INT}
   * @return gives the signals back when released
   */
  static Signals handle(Runnable handler, String... names) {
    Signals signals = new Signals();
    for (String name : names) {
      signals.take(name, handler);
    }
    return signals;
  }

  private void take(String name, Runnable handler) {
    try {
      Object signal = Class.forName(SIGNAL).getConstructor(String.class).newInstance(name);
      Class<?> type = Class.forName(HANDLER);
      Object taking =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  handler.run();
                }
                return null;
              });
      Object had = install(signal, taking);
      if (had == type.getField("SIG_IGN").get(null)) {
        install(signal, had);
      } else {
        before.add(new Object[] {signal, had});
      }
    } catch (ReflectiveOperationException e) {
      // No such class, or the virtual machine was told to leave the signal alone (-Xrs): then the
      // signal ends the process as it ends any other.
      return;
    }
  }

  private static Object install(Object signal, Object handler) throws ReflectiveOperationException {
    Class<?> type = Class.forName(SIGNAL);
    return type.getMethod("handle", type, Class.forName(HANDLER)).invoke(null, signal, handler);
  }

  /** Gives the signals back to whoever had them before. */
  void release() {
    for (Object[] pair : before) {
      try {
        install(pair[0], pair[1]);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a signal that was taken cannot be given back", e);
      }
    }
    before.clear();
  }
}
