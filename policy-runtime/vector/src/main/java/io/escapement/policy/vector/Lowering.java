package io.escapement.policy.vector;

/** Compiles the nodes of one operator. */
interface Lowering {

  /**
   * Defines the results that are wanted.
   *
   * @param node the node
   * @throws UnsupportedModelException if it asks for what the engine cannot express
   */
  void lower(NodeContext node) throws UnsupportedModelException;
}
