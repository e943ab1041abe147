/** The list of studies on the screen. */
package org.lectern.app.worklist.ui;
