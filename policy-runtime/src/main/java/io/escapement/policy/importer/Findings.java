package io.escapement.policy.importer;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.Problem;
import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.PolicyBundle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Collects, during one import, what was inferred and what must still be said, so that the user sees
 * all of it at once. Used by one thread.
 *
 * <p>An importer asks for each thing in turn, keeps the optional answers, and builds the bundle in
 * {@link #finish}, which happens only if nothing is missing.
 */
public final class Findings {

  private final Answers answers;
  private final List<Inferred> inferred = new ArrayList<>();
  private final List<Missing> missing = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final Set<String> used = new LinkedHashSet<>();

  /**
   * Starts without findings.
   *
   * @param request what the user handed in
   */
  public Findings(ImportRequest request) {
    this.answers = Objects.requireNonNull(request, "request").answers();
  }

  /**
   * Notes something that a YAML file says.
   *
   * @param key what it becomes in {@code policy.yaml}
   * @param value the value
   * @param source where it stands
   */
  public void inferred(String key, Object value, YamlNode source) {
    inferred(key, value, source(source));
  }

  /**
   * Notes something that was found.
   *
   * @param key what it becomes in {@code policy.yaml}
   * @param value the value
   * @param source where it was found, for people
   */
  public void inferred(String key, Object value, String source) {
    inferred.add(new Inferred(key, String.valueOf(value), source));
  }

  /**
   * Notes something that the user should know.
   *
   * @param text a sentence
   */
  public void notice(String text) {
    notices.add(text);
  }

  /**
   * Notes that the user must say something.
   *
   * @param key name under which the answer is given
   * @param what what it is, and why the files do not say it
   * @param example how an answer looks
   */
  public void missing(String key, String what, String example) {
    if (missing.stream().noneMatch(one -> one.key().equals(key))) {
      missing.add(new Missing(key, what, example));
    }
  }

  /**
   * Asks for what no file says.
   *
   * @param <T> what an answer becomes
   * @param key name under which the answer is given
   * @param what what it is, and why the files do not say it
   * @param example how an answer looks
   * @param read reads the answer
   * @return the answer; where there is none it is noted as missing
   * @throws ConfigurationException if the answer cannot be read
   */
  public <T> Optional<T> ask(String key, String what, String example, Function<YamlNode, T> read) {
    Optional<T> answer = option(key, read);
    if (answer.isEmpty()) {
      missing(key, what, example);
    }
    return answer;
  }

  /**
   * Looks for an answer that need not be there.
   *
   * @param <T> what an answer becomes
   * @param key name under which the answer is given
   * @param read reads the answer
   * @return the answer, if there is one
   * @throws ConfigurationException if the answer cannot be read
   */
  public <T> Optional<T> option(String key, Function<YamlNode, T> read) {
    used.add(key);
    Optional<YamlNode> answer = answers.find(key);
    answer.ifPresent(node -> inferred(key, node.shown(), source(node)));
    return answer.map(read);
  }

  /**
   * Whether everything is known so far.
   *
   * @return true if nothing is missing
   */
  public boolean complete() {
    return missing.isEmpty();
  }

  /**
   * Ends the import.
   *
   * @param bundle builds the bundle; called only if nothing is missing
   * @return what came of it
   * @throws ConfigurationException if the user answered what was not asked
   */
  public Imported finish(Supplier<PolicyBundle> bundle) {
    refuseUnusedAnswers();
    return new Imported(
        missing.isEmpty() ? Optional.of(bundle.get()) : Optional.empty(),
        inferred,
        missing,
        notices);
  }

  /**
   * Two sources of the same fact may disagree, so that an answer that nobody asked for is wrong.
   */
  private void refuseUnusedAnswers() {
    List<Problem> problems = new ArrayList<>();
    for (String key : answers.keys()) {
      if (!used.contains(key)) {
        Optional<Inferred> known =
            inferred.stream().filter(one -> one.key().equals(key)).findFirst();
        problems.add(
            answers
                .values()
                .find(key)
                .orElseThrow()
                .error()
                .summary(
                    known
                        .map(one -> "the files say \"" + key + "\" themselves")
                        .orElse("this import does not ask for \"" + key + "\""))
                .found(known.map(one -> one.value() + " from " + one.source()).orElse(""))
                .remedy(
                    known
                        .map(one -> "take the key out; what an import wrote can be edited")
                        .orElseGet(() -> NearestNames.remedy(key, used)))
                .problem());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static String source(YamlNode node) {
    String key = node.keyPath();
    return key.isEmpty() ? node.origin().toString() : node.origin() + " " + key;
  }
}
