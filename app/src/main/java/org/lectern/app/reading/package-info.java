/** One exam being read: viewports, what they show and how, without a window. */
package org.lectern.app.reading;
