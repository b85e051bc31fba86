package io.escapement.controller.config;

/** The shapes that a node has. */
public enum NodeKind {
  /** Keys and values. */
  MAPPING,
  /** A list. */
  SEQUENCE,
  /** One value. */
  SCALAR
}
