/** When pictures are drawn: from snapshots, newest first, none that was paged to left out. */
package org.lectern.rendering.schedule;
