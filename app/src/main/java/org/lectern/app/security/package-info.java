/** Secrets at rest: the master key, where it is kept, and what is sealed under it. */
package org.lectern.app.security;
