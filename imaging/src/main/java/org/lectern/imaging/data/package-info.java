/** Data sets and what they hold: elements, values, person names, character sets (PS3.5). */
package org.lectern.imaging.data;
