/** The list of transfers: fetching and sending studies in order of need, resumed after cuts and restarts, verified. */
package org.lectern.app.retrieval.transfer;
