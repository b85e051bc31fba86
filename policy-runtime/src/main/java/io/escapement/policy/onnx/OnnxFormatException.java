package io.escapement.policy.onnx;

/** A file is no ONNX model, or keeps what it needs elsewhere; the message says which. */
public final class OnnxFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what is wrong, as one clause without the file's name
   */
  public OnnxFormatException(String message) {
    super(message);
  }

  OnnxFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
