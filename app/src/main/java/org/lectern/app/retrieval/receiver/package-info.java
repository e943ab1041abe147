/** Our own side of DIMSE: what others may send to us, ask us and fetch from us. */
package org.lectern.app.retrieval.receiver;
