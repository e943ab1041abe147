/** Why a connection to a node works or does not, step by step, in plain words. */
package org.lectern.app.retrieval.diagnosis;
