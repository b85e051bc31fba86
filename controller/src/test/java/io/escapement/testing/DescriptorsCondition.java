package io.escapement.testing;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what carries {@link RequiresDescriptors} where they are absent. */
final class DescriptorsCondition implements ExecutionCondition, SkipExecutionHook {
  private static final AtomicBoolean ANNOUNCED = new AtomicBoolean();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(final ExtensionContext context) {
    return reasonToSkip()
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("the descriptors are there"));
  }

  @Override
  public SkipResult shouldBeSkipped(final LifecycleContext context) {
    return reasonToSkip().map(SkipResult::skip).orElseGet(SkipResult::doNotSkip);
  }

  private static Optional<String> reasonToSkip() {
    if (Descriptors.find().isPresent()) {
      return Optional.empty();
    }
    final String line = "skipped, " + Descriptors.absence();
    if (ANNOUNCED.compareAndSet(false, true)) {
      System.out.println(line);
    }
    return Optional.of(line);
  }
}
