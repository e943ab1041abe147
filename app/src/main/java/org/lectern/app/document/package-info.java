/** Documents and waveforms as they are laid out for reading: PDF pages, sheets of leads. */
package org.lectern.app.document;
