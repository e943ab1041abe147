/** ImageIO reader plug-ins that a site adds to the class path. */
package org.lectern.imaging.codec.imageio;
