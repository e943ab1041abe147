/** Pictures of whole volumes: what matter looks like, what is cut away, and how rays are composed. */
package org.lectern.rendering.raycast;
