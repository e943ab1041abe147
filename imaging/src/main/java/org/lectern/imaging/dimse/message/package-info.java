/** DIMSE messages: command sets and statuses (PS3.7). */
package org.lectern.imaging.dimse.message;
