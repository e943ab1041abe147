/** Drawing on the graphics processor by OpenGL 3.3 core: the same values as the processor's twin, under one test suite. */
package org.lectern.rendering.gpu;
