package io.escapement.controller.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds what a user probably meant by a name that does not exist. */
public final class NearestNames {
  private static final int MOST_SHOWN = 3;

  private NearestNames() {}

  /**
   * The candidates close enough to have been meant, nearest first.
   *
   * @param name what the user wrote
   * @param candidates what there is
   * @return at most three names; empty where none is close
   */
  public static List<String> of(String name, Collection<String> candidates) {
    record Scored(String name, int distance) {}
    List<Scored> close = new ArrayList<>();
    String wanted = name.toLowerCase(Locale.ROOT);
    for (String candidate : candidates) {
      String lower = candidate.toLowerCase(Locale.ROOT);
      int distance = distance(wanted, lower);
      boolean part = wanted.length() > 2 && (lower.contains(wanted) || wanted.contains(lower));
      int allowed = Math.max(1, Math.max(wanted.length(), lower.length()) / 3);
      if (distance <= allowed || part) {
        close.add(new Scored(candidate, distance));
      }
    }
    close.sort(Comparator.comparingInt(Scored::distance));
    return close.stream().limit(MOST_SHOWN).map(Scored::name).toList();
  }

  /**
   * A remedy for an unknown name.
   *
   * @param name what the user wrote
   * @param candidates what there is
   * @return {@code did you mean "x"?}, or the list of what there is where nothing is close
   */
  public static String remedy(String name, Collection<String> candidates) {
    List<String> near = of(name, candidates);
    if (!near.isEmpty()) {
      return near.stream()
          .map(n -> '"' + n + '"')
          .collect(Collectors.joining(" or ", "did you mean ", "?"));
    }
    return candidates.isEmpty() ? "there are none" : "use one of " + String.join(", ", candidates);
  }

  /**
   * Edit distance in insertions, deletions, substitutions and swaps of neighbours.
   *
   * @param a one text
   * @param b another
   * @return the number of edits
   */
  public static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int substituted = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(substituted, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swap =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swap) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
