/**
 * Normalisers that training tools leave outside their models: the four families of formulas, and
 * the files in which their statistics come. Files are data here: nothing in them is executed.
 */
package io.escapement.policy.normaliser;
