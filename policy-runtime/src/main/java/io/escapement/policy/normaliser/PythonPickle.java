package io.escapement.policy.normaliser;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads a pickle as data. No class is looked up and nothing is called, in Python or here: what a
 * pickle would make of a class becomes a {@link PythonObject}.
 */
final class PythonPickle extends Unpickler {

  private PythonPickle() {}

  /**
   * Reads a pickle.
   *
   * @param bytes the whole file
   * @return its root: dictionaries are maps, tuples arrays
   * @throws IOException if it is no pickle
   */
  static Object read(byte[] bytes) throws IOException {
    PythonPickle pickle = new PythonPickle();
    try {
      return pickle.load(new ByteArrayInputStream(bytes));
    } catch (RuntimeException e) {
      // Whatever the library trips over, it is the file that is wrong.
      throw new IOException(
          "not a pickle, or one of a kind that is not read: " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      // A container that is its own key has no hash code; Python refuses any container as a key.
      throw new IOException("a dictionary or set of it holds itself", e);
    }
  }

  @Override
  protected Object dispatch(short key) throws IOException {
    switch (key) {
      case Opcodes.GLOBAL -> {
        String module = PickleUtils.readline(input);
        stack.add(new PythonGlobal(module + "." + PickleUtils.readline(input)));
      }
      case Opcodes.STACK_GLOBAL -> {
        if (!(stack.pop() instanceof String name) || !(stack.pop() instanceof String module)) {
          throw new PickleException("a class is named by no text");
        }
        stack.add(new PythonGlobal(module + "." + name));
      }
      case Opcodes.INST -> throw new PickleException("protocol 0 is not read");
      case Opcodes.NEWOBJ_EX -> {
        stack.pop();
        return super.dispatch(Opcodes.NEWOBJ);
      }
      case Opcodes.BUILD -> {
        Object state = stack.pop();
        if (stack.peek() instanceof PythonObject object) {
          object.state(state);
        }
      }
      case Opcodes.BINBYTES, Opcodes.BINUNICODE, Opcodes.BINSTRING, Opcodes.LONG4 -> {
        refuseMoreThanThereIs(4);
        return super.dispatch(key);
      }
      case Opcodes.BINBYTES8, Opcodes.BINUNICODE8, Opcodes.BYTEARRAY8 -> {
        refuseMoreThanThereIs(8);
        return super.dispatch(key);
      }
      default -> {
        return super.dispatch(key);
      }
    }
    return NO_RETURN_VALUE;
  }

  /** A length that is a lie must not cost the memory that it promises. */
  private void refuseMoreThanThereIs(int bytes) throws IOException {
    input.mark(bytes);
    byte[] length = PickleUtils.readbytes(input, bytes);
    long promised = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      promised = promised << 8 | (length[i] & 0xff);
    }
    if (promised < 0 || promised > input.available()) {
      throw new IOException("the file ends before what it announces");
    }
    input.reset();
  }
}
