/** Synthetic patients with known truth. */
package org.lectern.samples;
