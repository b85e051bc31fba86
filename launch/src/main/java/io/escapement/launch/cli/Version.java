package io.escapement.launch.cli;

import picocli.CommandLine.IVersionProvider;

/** The program's version, from the jar that it was started from. */
public final class Version implements IVersionProvider {

  /** Made by the command line's parser. */
  public Version() {}

  /**
   * The version.
   *
   * @return such as {@code 0.1.0}; {@code development} when not started from a jar
   */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"escapement " + text()};
  }
}
