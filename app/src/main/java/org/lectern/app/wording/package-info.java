/** How patients, exams and amounts are written on every screen. */
package org.lectern.app.wording;
