/** What the doctor makes of machines that the tests make up. */
package io.escapement.launch.doctor;
