/** The workstation, its command line and its site service. */
package org.lectern.app;
