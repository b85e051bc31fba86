package io.escapement.testing;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what happens to a test whose peer is absent; tests say what they need with an annotation,
 * {@link RequiresPeer}.
 */
final class Peers {
  private static final Set<Peer> ANNOUNCED = EnumSet.noneOf(Peer.class);

  private Peers() {}

  /**
   * Says why a test cannot run here; the first time in a process that a peer is missed, also on
   * standard output.
   *
   * @param peer what the test runs against
   * @return the line to skip with, or empty when the peer is there
   * @throws AssertionError when the peer is absent and {@code CI=true}
   */
  static Optional<String> reasonToSkip(final Peer peer) {
    final Optional<String> reason =
        verdict(peer, peer.find().isPresent(), "true".equalsIgnoreCase(System.getenv("CI")));
    reason.ifPresent(line -> announce(peer, line));
    return reason;
  }

  static Optional<String> verdict(final Peer peer, final boolean present, final boolean ci) {
    if (present) {
      return Optional.empty();
    }
    if (ci) {
      throw new AssertionError(
          peer.title() + " is absent, and CI=true wants every peer: " + peer.remedy());
    }
    return Optional.of("skipped, " + peer.title() + " is absent: " + peer.remedy());
  }

  private static void announce(final Peer peer, final String line) {
    synchronized (ANNOUNCED) {
      if (ANNOUNCED.add(peer)) {
        System.out.println(line);
      }
    }
  }
}
