/**
 * What jars add to the program: the class path and a run's plug-ins in one place, and the stages
 * that they bring.
 */
package io.escapement.controller.extension;
