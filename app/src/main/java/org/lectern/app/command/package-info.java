/** Named actions with their keys, the palette that finds them, and undo. */
package org.lectern.app.command;
