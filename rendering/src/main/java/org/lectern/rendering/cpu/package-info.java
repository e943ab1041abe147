/** Reslicing on the processor: a plain reference and its fast twin. */
package org.lectern.rendering.cpu;
