/** Video transfer syntaxes (PS3.5 sections 8.2.5 to 8.2.13), frame by frame, by FFmpeg. */
package org.lectern.imaging.codec.video;
