/** The local archive: stored objects as files, found through an SQLite index that can be rebuilt from them. */
package org.lectern.imaging.archive;
