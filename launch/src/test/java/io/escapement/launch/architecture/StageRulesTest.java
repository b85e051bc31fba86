package io.escapement.launch.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Turns;
import io.escapement.controller.stage.Wiring;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The rules find what they forbid, also in a class within a stage. */
class StageRulesTest {

  @Test
  void platformDependentMathIsFound() {
    assertTrue(violates(StageRules.STRICT_MATH, PlatformMath.class));
    assertFalse(violates(StageRules.STRICT_MATH, Exact.class));
  }

  @Test
  void mathThatAllocatesIsFound() {
    assertTrue(violates(StageRules.STEADY_MATH, Wasteful.class));
    assertFalse(violates(StageRules.STEADY_MATH, Exact.class));
  }

  @Test
  void clocksAreFound() {
    assertTrue(violates(StageRules.NO_CLOCK, Timed.class));
    assertTrue(violates(StageRules.NO_CLOCK, Timed.Inner.class));
    assertFalse(violates(StageRules.NO_CLOCK, Exact.class));
  }

  @Test
  void outputIsFound() {
    assertTrue(violates(StageRules.NO_LOG, Talkative.class));
    assertFalse(violates(StageRules.NO_LOG, Exact.class));
  }

  @Test
  void luckIsFound() {
    assertTrue(violates(StageRules.NO_LUCK_AND_NO_LOCK, Lucky.class));
    assertFalse(violates(StageRules.NO_LUCK_AND_NO_LOCK, Exact.class));
  }

  private static boolean violates(final ArchRule rule, final Class<?> type) {
    return rule.evaluate(new ClassFileImporter().importClasses(type)).hasViolation();
  }

  private abstract static class SampleStage implements Stage {
    double value;

    @Override
    public String name() {
      return "sample";
    }

    @Override
    public Phase phase() {
      return Phase.values()[0];
    }

    @Override
    public void declare(final Wiring wiring) {}
  }

  private static final class Exact extends SampleStage {
    @Override
    public void tick() {
      value = Turns.sin(StrictMath.tanh(Math.max(value, 1.0))) + Math.abs(value);
    }
  }

  private static final class Wasteful extends SampleStage {
    @Override
    public void tick() {
      value = StrictMath.sin(value);
    }
  }

  private static final class PlatformMath extends SampleStage {
    @Override
    public void tick() {
      value = Math.tanh(value);
    }
  }

  private static final class Timed extends SampleStage {
    @Override
    public void tick() {
      value = System.nanoTime() - Inner.now();
    }

    private static final class Inner {
      private Inner() {}

      static long now() {
        return System.currentTimeMillis();
      }
    }
  }

  private static final class Talkative extends SampleStage {
    @Override
    public void tick() {
      System.out.println(value);
    }
  }

  private static final class Lucky extends SampleStage {
    private final Random random = new Random(1);

    @Override
    public void tick() {
      value = random.nextDouble();
    }
  }
}
