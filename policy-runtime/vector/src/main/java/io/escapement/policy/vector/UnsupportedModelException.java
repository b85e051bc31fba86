package io.escapement.policy.vector;

/** A model that the engine cannot express; the message says what and why, for a user. */
final class UnsupportedModelException extends Exception {

  private static final long serialVersionUID = 1L;

  UnsupportedModelException(String message) {
    super(message);
  }
}
