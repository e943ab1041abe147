/** Other archives: nodes, queries over several of them, retrieval, prefetch and the list of transfers. */
package org.lectern.app.retrieval;
