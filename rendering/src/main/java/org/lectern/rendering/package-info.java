/** Pictures: volumes, reslicing, the display pipeline; no window. */
package org.lectern.rendering;
