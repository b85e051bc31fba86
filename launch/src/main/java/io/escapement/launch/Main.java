package io.escapement.launch;

/** Starts the program. */
public final class Main {
  private Main() {}

  /**
   * Prints the version.
   *
   * @param args the command line, unused so far
   */
  public static void main(final String[] args) {
    System.out.println("escapement " + Main.class.getPackage().getImplementationVersion());
  }
}
