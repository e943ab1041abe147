/** What a reader will want next: priors of an exam and the next cases, chosen by rules that can be explained. */
package org.lectern.app.retrieval.prefetch;
