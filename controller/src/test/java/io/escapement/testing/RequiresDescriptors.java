package io.escapement.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test, a jqwik property or a class of them over other tools' descriptors beside the
 * project. It is skipped with a line where they are absent, also with {@code CI=true}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(DescriptorsCondition.class)
@AddLifecycleHook(DescriptorsCondition.class)
public @interface RequiresDescriptors {}
