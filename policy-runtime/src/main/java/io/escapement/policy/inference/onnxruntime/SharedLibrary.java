package io.escapement.policy.inference.onnxruntime;

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
    Pointer handle = DynamicLinker.dlopen(name, RTLD_NOW);
    if (handle == null) {
      throw new UnsatisfiedLinkError(reason());
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
    return Optional.ofNullable(DynamicLinker.dlsym(handle, symbol));
  }

  private static String reason() {
    String reason = DynamicLinker.dlerror();
    return reason == null ? "the system gives no reason" : reason;
  }

  /**
   * The system's loader, bound when it is first needed: most runs load nothing by name. All of it
   * is bound at once, as a look-up in between would make the system forget its last error.
   */
  private static final class DynamicLinker {

    static {
      Native.register(DynamicLinker.class, "libdl.so.2");
    }

    private DynamicLinker() {}

    static native Pointer dlopen(String name, int flags);

    static native Pointer dlsym(Pointer handle, String symbol);

    static native String dlerror();
  }
}
