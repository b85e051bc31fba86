package io.escapement.launch.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.regex.Pattern;

/** Leaves out tests: folders of test classes, and the jars that modules make of them. */
final class ProductionClasses implements ImportOption {
  private static final Pattern TESTS = Pattern.compile(".*(/test-classes/|-tests\\.jar).*");

  @Override
  public boolean includes(final Location location) {
    return !location.matches(TESTS);
  }
}
