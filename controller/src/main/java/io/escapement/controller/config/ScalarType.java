package io.escapement.controller.config;

/** What a scalar's text stands for (YAML 1.2 core schema). */
public enum ScalarType {
  /** Nothing: {@code null}, {@code ~} or no text. */
  NULL,
  /** {@code true} or {@code false}. */
  BOOLEAN,
  /** A whole number. */
  INTEGER,
  /** A number with a point or an exponent, {@code .inf} or {@code .nan}. */
  FLOAT,
  /** Text. */
  STRING
}
