/** Structured reports as trees and as readable text (PS3.3 C.17, PS3.16). */
package org.lectern.imaging.report;
