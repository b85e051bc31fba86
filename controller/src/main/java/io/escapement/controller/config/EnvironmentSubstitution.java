package io.escapement.controller.config;

import io.escapement.controller.config.YamlNode.Member;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${env:NAME}</code> and <code>${env:NAME:-default}</code> in scalars; <code>
 * $${env:</code> stands for the plain text. What comes out is typed anew, so that a number may come
 * from the environment.
 */
final class EnvironmentSubstitution {
  private static final String OPENING = "${env:";
  private static final Pattern FORM =
      Pattern.compile(
          "\\$(\\$\\{env:)|\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\\}|\\$\\{env:");

  private final Environment environment;
  private final Path workingDirectory;

  EnvironmentSubstitution(Environment environment, Path workingDirectory) {
    this.environment = environment;
    this.workingDirectory = workingDirectory;
  }

  YamlNode apply(YamlNode node) {
    switch (node.kind()) {
      case MAPPING:
        Map<String, Member> members = new LinkedHashMap<>();
        for (Member m : node.members()) {
          members.put(m.key(), new Member(m.key(), m.keyOrigin(), apply(m.value())));
        }
        return YamlNode.mapping(node.origin(), node.keyPath(), node.tag(), members);
      case SEQUENCE:
        return YamlNode.sequence(node.origin(), node.keyPath(), node.tag(), node.list(this::apply));
      default:
        return node.isString() && node.text().contains(OPENING) ? substituted(node) : node;
    }
  }

  private YamlNode substituted(YamlNode node) {
    Matcher form = FORM.matcher(node.text());
    StringBuilder text = new StringBuilder();
    Origin origin = node.origin();
    while (form.find()) {
      String replacement;
      if (form.group(1) != null) {
        replacement = form.group(1);
      } else if (form.group(2) == null) {
        throw node.error()
            .summary("this does not name an environment variable")
            .expected("${env:NAME} or ${env:NAME:-default}")
            .found(node.shown())
            .build();
      } else {
        Optional<String> value = environment.get(form.group(2));
        replacement = value.orElse(form.group(3));
        if (replacement == null) {
          throw node.error()
              .summary("the environment variable " + form.group(2) + " is not set")
              .remedy("set it, or write a default: ${env:" + form.group(2) + ":-default}")
              .build();
        }
        // A path that the user typed in a shell is relative to where the user stands.
        if (form.start() == 0 && value.isPresent()) {
          origin = origin.withBase(workingDirectory);
        }
      }
      form.appendReplacement(text, Matcher.quoteReplacement(replacement));
    }
    form.appendTail(text);
    String result = text.toString();
    return YamlNode.scalar(
        origin, node.keyPath(), node.tag(), result, YamlReader.typeOfPlain(result));
  }
}
