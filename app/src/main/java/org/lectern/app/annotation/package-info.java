/** Marks and measurements on images: what they are, where they lie, and how they are kept. */
package org.lectern.app.annotation;
