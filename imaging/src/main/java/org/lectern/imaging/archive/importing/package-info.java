/** Taking files, folders, media with a DICOMDIR and ZIP archives into the local archive. */
package org.lectern.imaging.archive.importing;
