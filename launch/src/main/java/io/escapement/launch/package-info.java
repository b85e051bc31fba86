/** The command line: it reads what the user wants and hands it to the parts that do it. */
package io.escapement.launch;
