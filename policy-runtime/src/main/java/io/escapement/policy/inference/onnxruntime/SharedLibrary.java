package io.escapement.policy.inference.onnxruntime;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Objects;
import java.util.Optional;

/**
 * A shared library that the system's own loader found, by the rules that hold for any program: what
 * {@code LD_LIBRARY_PATH} names, then the system's folders. It stays loaded, since libraries with
 * threads and devices of their own cannot be let go safely. Not for the loop's thread.
 */
public final class SharedLibrary {

  /** Resolve every function at once: what cannot work is refused here, not at a later call. */
  private static final int RTLD_NOW = 2;

  private final Pointer handle;

  private SharedLibrary(Pointer handle) {
    this.handle = handle;
  }

  /**
   * Loads a library, unless it is loaded.
   *
   * @param name a path, or a name such as {@code libcudart.so.13} that the system looks up
   * @return the library
   * @throws UnsatisfiedLinkError if it cannot be loaded; the message is the system's own
   */
  public static SharedLibrary open(String name) {
    Objects.requireNonNull(name, "name");
    Pointer handle = DynamicLinker.C.dlopen(name, RTLD_NOW);
    if (handle == null) {
      throw new UnsatisfiedLinkError(DynamicLinker.C.dlerror());
    }
    return new SharedLibrary(handle);
  }

  /**
   * Why a library cannot be loaded.
   *
   * @param name a path, or a name that the system looks up
   * @return the system's words; empty if it can be loaded, and then it is
   */
  public static Optional<String> failure(String name) {
    try {
      open(name);
      return Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * Looks a function up.
   *
   * @param symbol its name
   * @return its address, empty if the library has none of this name
   */
  public Optional<Pointer> symbol(String symbol) {
    return Optional.ofNullable(DynamicLinker.C.dlsym(handle, symbol));
  }

  /** The system's loader. */
  interface DynamicLinker extends Library {

    /** Loaded when it is first needed: most runs load nothing by name. */
    DynamicLinker C = Native.load("libdl.so.2", DynamicLinker.class);

    Pointer dlopen(String name, int flags);

    Pointer dlsym(Pointer handle, String symbol);

    String dlerror();
  }
}
