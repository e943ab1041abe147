/** The main window: what is on the screen and how one gets from the list to an exam and back. */
package org.lectern.app.ui;
