/** Imports on the screen: how far they are and what was refused. */
package org.lectern.app.exchange.ui;
