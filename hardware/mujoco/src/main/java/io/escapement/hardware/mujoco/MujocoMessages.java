package io.escapement.hardware.mujoco;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * Answers MuJoCo's errors and warnings in the process, where the library itself would write a log
 * file into the working directory and, on an error, wait for the Enter key.
 */
final class MujocoMessages {

  private static final int INTERNAL_FAULT = 3;

  /** Called by MuJoCo with a message. */
  interface Receiver extends Callback {

    /**
     * Takes a message.
     *
     * @param message text, ended by a zero byte
     */
    void receive(Pointer message);
  }

  /**
   * MuJoCo calls this where it cannot go on, such as with its stack full, and goes on with broken
   * memory if it returns: so it ends the process at once. Whatever entered the journal's ring is
   * safe there.
   */
  private static final Receiver ON_ERROR =
      message -> {
        System.err.println("escapement: MuJoCo cannot go on: " + message.getString(0));
        Runtime.getRuntime().halt(INTERNAL_FAULT);
      };

  /** Warnings are counted in mjData, where the driver sees them after each step. */
  private static final Receiver ON_WARNING = message -> {};

  private MujocoMessages() {}

  static void install(NativeLibrary library) {
    set(library, "mju_user_error", ON_ERROR);
    set(library, "mju_user_warning", ON_WARNING);
  }

  private static void set(NativeLibrary library, String variable, Receiver receiver) {
    library
        .getGlobalVariableAddress(variable)
        .setPointer(0, CallbackReference.getFunctionPointer(receiver));
  }
}
