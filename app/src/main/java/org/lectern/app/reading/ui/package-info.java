/** The screens of the reading workspace. */
package org.lectern.app.reading.ui;
