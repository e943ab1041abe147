/** Presentation states: how somebody wanted images to be seen (PS3.3 A.33). */
package org.lectern.imaging.presentation;
