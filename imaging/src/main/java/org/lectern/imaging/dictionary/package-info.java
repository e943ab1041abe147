/** The registries of PS3.6: data elements, value representations and UIDs. */
package org.lectern.imaging.dictionary;
