/** Real programs that tests talk to: Orthanc, dcmtk's tools and servers, nginx. Compiled into the tests of imaging and app. */
package org.lectern.peers;
