/** The tree of patient, study, series and instance, and display sets: what one viewport scrolls (PS3.3 A.1.2). */
package org.lectern.imaging.study;
