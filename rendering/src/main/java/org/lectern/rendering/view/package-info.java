/** Where an image lies on the screen: look, scale and the transform that follows from both. */
package org.lectern.rendering.view;
