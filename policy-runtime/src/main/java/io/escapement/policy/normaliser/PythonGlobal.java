package io.escapement.policy.normaliser;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import net.razorvine.pickle.IObjectConstructor;

/**
 * A class or function that a pickle names. Containers are made; anything else becomes a {@link
 * PythonObject}, whatever it is called.
 *
 * @param name module and name
 */
record PythonGlobal(String name) implements IObjectConstructor {

  @Override
  public Object construct(Object[] arguments) {
    return switch (name) {
      case "collections.OrderedDict", "collections.defaultdict" -> new HashMap<Object, Object>();
      case "collections.deque" -> new ArrayList<Object>();
      // How protocols before 3 write bytes.
      case "_codecs.encode" -> ((String) arguments[0]).getBytes(StandardCharsets.ISO_8859_1);
      default -> new PythonObject(name, arguments);
    };
  }
}
