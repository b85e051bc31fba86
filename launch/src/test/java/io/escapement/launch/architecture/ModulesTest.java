package io.escapement.launch.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** launch -> {hardware, policy-runtime, safety} -> controller, and nothing else. */
@AnalyzeClasses(packages = "io.escapement", importOptions = ProductionClasses.class)
final class ModulesTest {
  private static final String CONTROLLER = "io.escapement.controller..";
  private static final String DYNAMICS = "io.escapement.dynamics..";
  private static final String HARDWARE = "io.escapement.hardware..";
  private static final String MUJOCO = "io.escapement.hardware.mujoco..";
  private static final String POLICY = "io.escapement.policy..";
  private static final String SAFETY = "io.escapement.safety..";
  private static final String LAUNCH = "io.escapement.launch..";

  @ArchTest
  static final ArchRule every_class_belongs_to_a_module =
      classes().should().resideInAnyPackage(CONTROLLER, DYNAMICS, HARDWARE, POLICY, SAFETY, LAUNCH);

  @ArchTest
  static final ArchRule arrows_point_down_to_the_controller =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("controller")
          .definedBy(CONTROLLER)
          .layer("dynamics")
          .definedBy(DYNAMICS)
          .layer("hardware")
          .definedBy(HARDWARE)
          .layer("policy-runtime")
          .definedBy(POLICY)
          .layer("safety")
          .definedBy(SAFETY)
          .layer("launch")
          .definedBy(LAUNCH)
          .whereLayer("controller")
          .mayNotAccessAnyLayer()
          .whereLayer("dynamics")
          .mayOnlyAccessLayers("controller")
          .whereLayer("hardware")
          .mayOnlyAccessLayers("controller")
          .whereLayer("policy-runtime")
          .mayOnlyAccessLayers("controller")
          .whereLayer("safety")
          .mayOnlyAccessLayers("controller")
          .whereLayer("launch")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule drivers_in_general_know_no_simulator =
      noClasses()
          .that()
          .resideInAPackage(HARDWARE)
          .and()
          .resideOutsideOfPackage(MUJOCO)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(MUJOCO);

  @ArchTest
  static final ArchRule only_dynamics_knows_mecano =
      noClasses()
          .that()
          .resideOutsideOfPackage(DYNAMICS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("us.ihmc..", "org.ejml..");

  @ArchTest
  static final ArchRule packages_of_the_controller_form_no_cycle =
      slices().matching("io.escapement.controller.(*)..").should().beFreeOfCycles();
}
