package org.lectern.imaging.dicomweb;

/**
 * A picture that the server made (PS3.18 section 8.7.4), for previews; not for reading.
 *
 * @param mediaType such as {@code image/jpeg}
 */
public record Rendered(String mediaType, byte[] bytes) {}
