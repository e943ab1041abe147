package org.lectern.app.retrieval;

/** Where and how a node is reached. */
public sealed interface Access permits DimseAccess, DicomWebAccess {
    /** What people call it: an address without credentials. */
    String address();

    /** The server that secrets are sealed for: one that is changed in the file opens none of them. */
    String purpose();

    /** Host name or address of the server. */
    String host();

    /** TCP port of the server. */
    int port();
}
