package io.escapement.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test, a jqwik property or a class of them that runs against a peer. Where the peer is
 * absent, the test is skipped with one line that says what to install, and fails with {@code
 * CI=true}.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(PeerCondition.class)
@AddLifecycleHook(PeerCondition.class)
public @interface RequiresPeer {
  /**
   * What the test runs against.
   *
   * @return the peer
   */
  Peer value();
}
