package io.escapement.launch.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Examines the Java virtual machine and the flags that it was started with. */
final class JavaRuntime {

  private static final int OLDEST = 17;

  /** Packages of java.base that Agrona, Chronicle and JNA reach into. */
  private static final List<String> OPENED =
      List.of("java.lang", "java.lang.reflect", "java.nio", "jdk.internal.misc");

  /** Packages of java.base that they call. */
  private static final List<String> EXPORTED = List.of("jdk.internal.ref", "sun.nio.ch");

  private JavaRuntime() {}

  static Finding version(int feature, String found) {
    return feature >= OLDEST
        ? Finding.ok("java", found)
        : Finding.missing("java", found, "sudo apt-get install openjdk-17-jdk-headless");
  }

  static Finding version() {
    return version(
        Runtime.version().feature(),
        System.getProperty("java.vm.name")
            + " "
            + System.getProperty("java.version")
            + " on "
            + System.getProperty("os.arch"));
  }

  /**
   * What the libraries need of the platform.
   *
   * @param isOpen whether a package of java.base is open to this program
   * @param isExported whether a package of java.base is exported to it
   */
  static Finding flags(Predicate<String> isOpen, Predicate<String> isExported) {
    List<String> lacking = new ArrayList<>();
    OPENED.stream()
        .filter(isOpen.negate())
        .forEach(name -> lacking.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    EXPORTED.stream()
        .filter(isExported.negate())
        .forEach(name -> lacking.add("--add-exports=java.base/" + name + "=ALL-UNNAMED"));
    return lacking.isEmpty()
        ? Finding.ok("java flags", "the platform is open as far as the libraries need it")
        : Finding.missing(
            "java flags",
            lacking.size() + " are not set",
            "start with ./escapement, or pass " + String.join(" ", lacking));
  }

  static Finding flags() {
    Module base = Object.class.getModule();
    Module own = JavaRuntime.class.getModule();
    return flags(name -> base.isOpen(name, own), name -> base.isExported(name, own));
  }
}
