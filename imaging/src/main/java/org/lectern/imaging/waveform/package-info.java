/** Waveforms such as the electrocardiogram (PS3.3 C.10.9). */
package org.lectern.imaging.waveform;
