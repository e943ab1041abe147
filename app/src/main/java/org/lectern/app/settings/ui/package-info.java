/** Settings on the screen: searchable, each with its effect in one sentence. */
package org.lectern.app.settings.ui;
