/** The list of studies: what its columns say and how it is searched, without a window. */
package org.lectern.app.worklist;
