package io.escapement.launch.architecture;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Every stage of the project keeps the rules. */
@AnalyzeClasses(packages = "io.escapement", importOptions = ProductionClasses.class)
final class StagesTest {
  @ArchTest static final ArchRule stages_use_strict_math = StageRules.STRICT_MATH;

  @ArchTest static final ArchRule stages_use_math_that_allocates_nothing = StageRules.STEADY_MATH;

  @ArchTest static final ArchRule stages_read_no_clock = StageRules.NO_CLOCK;

  @ArchTest static final ArchRule stages_write_no_log = StageRules.NO_LOG;

  @ArchTest
  static final ArchRule stages_depend_on_neither_luck_nor_threads = StageRules.NO_LUCK_AND_NO_LOCK;
}
