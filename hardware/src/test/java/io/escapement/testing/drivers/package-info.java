/** What the tests of every driver share: a bench to run one on, and the contract that it keeps. */
package io.escapement.testing.drivers;
