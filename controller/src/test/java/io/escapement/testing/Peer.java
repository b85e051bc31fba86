package io.escapement.testing;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Software apart from the project that some tests run against. */
public enum Peer {
  /**
   * The simulator's shared library, {@code libmujoco.so}, with its version in the file's name or
   * not.
   */
  MUJOCO(
      "MuJoCo's library",
      "apt-get install libmujoco2.2.2 (or set ESCAPEMENT_MUJOCO to the library's file or folder)",
      SharedLibraries::mujoco),

  /** NumPy in the system's Python; what is found is the interpreter. */
  NUMPY("NumPy", "apt-get install --no-install-recommends python3-numpy", PythonModules::numPy),

  /** PyTorch in the system's Python; what is found is the interpreter. */
  PYTORCH(
      "PyTorch", "apt-get install --no-install-recommends python3-torch", PythonModules::pyTorch);

  private final String title;
  private final String remedy;
  private final Supplier<Optional<Path>> search;

  Peer(final String title, final String remedy, final Supplier<Optional<Path>> search) {
    this.title = title;
    this.remedy = remedy;
    this.search = search;
  }

  /**
   * What a person calls it.
   *
   * @return a noun phrase, never empty
   */
  public String title() {
    return title;
  }

  /**
   * How to get it.
   *
   * @return one line: a command, or the variable to set
   */
  public String remedy() {
    return remedy;
  }

  /**
   * Looks for the peer on this machine, each time anew.
   *
   * @return where it lies, or empty when it is absent
   */
  public Optional<Path> find() {
    return search.get();
  }
}
