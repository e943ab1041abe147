/** What the pointer does to an image: drag tools, drawing marks and moving them, as state machines without a window. */
package org.lectern.app.tool;
