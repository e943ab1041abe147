/** Encapsulated documents (PS3.3 A.45, C.24). */
package org.lectern.imaging.document;
