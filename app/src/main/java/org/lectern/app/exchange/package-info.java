/** What comes in and goes out by hand: imports now, media and mail later. */
package org.lectern.app.exchange;
