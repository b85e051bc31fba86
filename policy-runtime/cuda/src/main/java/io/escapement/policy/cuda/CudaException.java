package io.escapement.policy.cuda;

/** CUDA refused; the message is its own. */
final class CudaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CudaException(String message) {
    super(message);
  }
}
