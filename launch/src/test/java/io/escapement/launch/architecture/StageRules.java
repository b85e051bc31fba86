package io.escapement.launch.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.escapement.controller.stage.Stage;
import java.io.PrintStream;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** What keeps a stage replayable bit for bit. */
final class StageRules {
  /** Functions whose last bits a platform may choose, and luck. */
  private static final Set<String> INEXACT =
      Set.of(
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp",
          "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot", "sqrt", "random");

  /** Functions of StrictMath that allocate: sine, cosine and tangent from JDK 21 on. */
  private static final Set<String> ALLOCATING = Set.of("sin", "cos", "tan", "pow");

  private static final Set<String> CLOCKS =
      Set.of(
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.time.Instant.now",
          "java.time.Clock.systemUTC");

  /** Stages, and the classes within them. */
  private static final DescribedPredicate<JavaClass> STAGES =
      describe("are stages", StageRules::belongsToStage);

  private static final DescribedPredicate<JavaClass> REPLAYED =
      STAGES
          .or(
              resideInAnyPackage(
                  "io.escapement.policy..",
                  "io.escapement.safety..",
                  "io.escapement.dynamics..",
                  "io.escapement.controller.estimation..",
                  "io.escapement.controller.stage..",
                  "io.escapement.controller.record.."))
          .as("are stages or what stages are made of");

  static final ArchRule STRICT_MATH =
      noClasses()
          .that(REPLAYED)
          .should()
          .accessTargetWhere(describe("Math's inexact functions are called", StageRules::isInexact))
          .because("Math may differ in the last bit between platforms; StrictMath does not");

  static final ArchRule STEADY_MATH =
      noClasses()
          .that(REPLAYED)
          .should()
          .accessTargetWhere(describe("StrictMath allocates", StageRules::allocates))
          .because("a tick allocates nothing; Turns has sine and cosine without");

  static final ArchRule NO_CLOCK =
      noClasses()
          .that(STAGES)
          .should()
          .accessTargetWhere(describe("a clock is read", StageRules::readsClock))
          .because("time reaches a stage through the tick's channels");

  static final ArchRule NO_LOG =
      noClasses()
          .that(STAGES)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.util.logging..", "org.slf4j..")
                  .or(equivalentTo(PrintStream.class)))
          .because("what a stage has to say, it writes into a channel");

  static final ArchRule NO_LUCK_AND_NO_LOCK =
      noClasses()
          .that(STAGES)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.util.concurrent.locks..")
                  .or(assignableTo(RandomGenerator.class))
                  .or(equivalentTo(UUID.class))
                  .or(equivalentTo(Thread.class)))
          .because("a replay has neither the same luck nor the same threads");

  private StageRules() {}

  private static boolean belongsToStage(final JavaClass type) {
    Optional<JavaClass> outer = Optional.of(type);
    while (outer.isPresent()) {
      if (outer.get().isAssignableTo(Stage.class)) {
        return true;
      }
      outer = outer.get().getEnclosingClass();
    }
    return false;
  }

  private static boolean isInexact(final JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(Math.class)
        && INEXACT.contains(access.getTarget().getName());
  }

  private static boolean allocates(final JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(StrictMath.class)
        && ALLOCATING.contains(access.getTarget().getName());
  }

  private static boolean readsClock(final JavaAccess<?> access) {
    return CLOCKS.contains(
        access.getTargetOwner().getFullName() + "." + access.getTarget().getName());
  }
}
