/** The command line: one class a command, messages on standard error, results on standard output. */
package org.lectern.app.cli;
