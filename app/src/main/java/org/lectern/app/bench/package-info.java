/** The product's own benchmarks: what a reader waits for, beside a peer in the same run where there is one. */
package org.lectern.app.bench;
