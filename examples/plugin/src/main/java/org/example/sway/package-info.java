/**
 * A two-joint rig without a device: the driver that plays it, a policy form that sways it, and a
 * meter of the work that its drives do. Written against Escapement's artifacts alone.
 */
package org.example.sway;
