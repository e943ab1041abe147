/** The screens of reports, waveforms and documents inside a viewport. */
package org.lectern.app.document.ui;
