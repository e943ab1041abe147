/** Where the workstation keeps things and how it is set up. */
package org.lectern.app.settings;
