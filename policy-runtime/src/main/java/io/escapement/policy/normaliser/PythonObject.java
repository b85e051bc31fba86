package io.escapement.policy.normaliser;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.razorvine.pickle.IObjectConstructor;

/**
 * An object of a pickle that was not made: what its class is called, what its constructor would
 * have been given, and what state it would have got.
 */
final class PythonObject implements IObjectConstructor {

  private final String className;
  private final List<Object> arguments;
  private Object state;

  PythonObject(String className, Object[] arguments) {
    this.className = className;
    this.arguments = Arrays.asList(arguments.clone());
  }

  String className() {
    return className;
  }

  List<Object> arguments() {
    return arguments;
  }

  Object state() {
    return state;
  }

  void state(Object newState) {
    state = newState;
  }

  /** An attribute of an object whose state is a dictionary. */
  Optional<Object> attribute(String name) {
    return state instanceof Map<?, ?> attributes
        ? Optional.ofNullable(attributes.get(name))
        : Optional.empty();
  }

  /** What Python would get by calling the object is left open as well. */
  @Override
  public Object construct(Object[] given) {
    return new PythonObject(className + "()", given);
  }
}
