/** The palette that finds commands by name, and key events as chords. */
package org.lectern.app.command.ui;
