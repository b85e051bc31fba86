package io.escapement.testing;

import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Skips, or with {@code CI=true} fails, what carries {@link RequiresPeer} where the peer is absent:
 * tests of JUnit's engine and properties of jqwik's.
 */
final class PeerCondition implements ExecutionCondition, SkipExecutionHook {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(final ExtensionContext context) {
    return reasonToSkip(context.getElement())
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("the peer is there"));
  }

  @Override
  public SkipResult shouldBeSkipped(final LifecycleContext context) {
    return reasonToSkip(context.optionalElement())
        .map(SkipResult::skip)
        .orElseGet(SkipResult::doNotSkip);
  }

  private static Optional<String> reasonToSkip(final Optional<? extends AnnotatedElement> element) {
    return element
        .flatMap(marked -> AnnotationSupport.findAnnotation(marked, RequiresPeer.class))
        .flatMap(required -> Peers.reasonToSkip(required.value()));
  }
}
