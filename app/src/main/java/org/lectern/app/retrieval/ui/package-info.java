/** Archives elsewhere on the screen: nodes, the doctor's ladder, transfers. */
package org.lectern.app.retrieval.ui;
