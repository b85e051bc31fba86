package io.escapement.policy.normaliser;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Numbers that NumPy wrote into a pickle.
 *
 * @param shape dimensions, none for a scalar
 * @param values in the order of memory
 */
record NumpyArray(List<Integer> shape, double[] values) {

  private static final int MOST_ELEMENTS = 1 << 24;

  /**
   * Reads an array or a number.
   *
   * @param object a part of a pickle
   * @return its numbers
   * @throws IOException if it is something else
   */
  static NumpyArray of(Object object) throws IOException {
    if (object instanceof Number number) {
      return new NumpyArray(List.of(), new double[] {number.doubleValue()});
    }
    if (!(object instanceof PythonObject python)) {
      throw new IOException("expected an array of numbers");
    }
    String name = python.className().replace("numpy._core.", "numpy.core.");
    return switch (name) {
      case "numpy.core.multiarray._reconstruct" -> ofState(python.state());
      case "numpy.core.numeric._frombuffer" ->
          of(at(python, 0), at(python, 1), at(python, 2), "F".equals(at(python, 3)));
      case "numpy.core.multiarray.scalar" -> of(at(python, 1), at(python, 0), new Object[0], false);
      default -> throw new IOException("expected an array of numbers, found " + name);
    };
  }

  private static NumpyArray ofState(Object state) throws IOException {
    if (!(state instanceof Object[] parts) || parts.length < 5) {
      throw new IOException("an array without its state");
    }
    return of(parts[4], parts[2], parts[1], Boolean.TRUE.equals(parts[3]));
  }

  private static Object at(PythonObject object, int index) throws IOException {
    if (index >= object.arguments().size()) {
      throw new IOException("an array without its contents");
    }
    return object.arguments().get(index);
  }

  private static NumpyArray of(Object bytes, Object type, Object shape, boolean columnsFirst)
      throws IOException {
    if (!(bytes instanceof byte[] raw) || !(shape instanceof Object[] dimensions)) {
      throw new IOException("an array without its bytes or its shape");
    }
    if (columnsFirst && dimensions.length > 1) {
      throw new IOException("an array that is stored column by column");
    }
    long count = 1;
    Integer[] sizes = new Integer[dimensions.length];
    for (int i = 0; i < dimensions.length; i++) {
      if (!(dimensions[i] instanceof Integer size)) {
        throw new IOException("an array whose shape is no row of numbers");
      }
      sizes[i] = size;
      count *= sizes[i];
      if (count < 0 || count > MOST_ELEMENTS) {
        throw new IOException("an array of unlikely size");
      }
    }
    return new NumpyArray(List.of(sizes), numbers(raw, (int) count, type));
  }

  private static double[] numbers(byte[] raw, int count, Object type) throws IOException {
    String kind = kind(type);
    ByteBuffer buffer = ByteBuffer.wrap(raw).order(order(type));
    int width = kind.charAt(1) - '0';
    if (raw.length != width * count) {
      throw new IOException(raw.length + " bytes for " + count + " numbers of the type " + kind);
    }
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (kind) {
            case "f8" -> buffer.getDouble();
            case "f4" -> buffer.getFloat();
            case "i8" -> buffer.getLong();
            default -> buffer.getInt();
          };
    }
    return values;
  }

  private static String kind(Object type) throws IOException {
    if (type instanceof PythonObject dtype
        && dtype.className().equals("numpy.dtype")
        && at(dtype, 0) instanceof String kind
        && List.of("f8", "f4", "i8", "i4").contains(kind)) {
      return kind;
    }
    throw new IOException("an array that is not of floating-point or whole numbers");
  }

  /** The state of a type begins with a version and the order of bytes, {@code >} for big endian. */
  private static ByteOrder order(Object type) {
    boolean big =
        ((PythonObject) type).state() instanceof Object[] state
            && state.length > 1
            && ">".equals(state[1]);
    return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }
}
