package org.lectern.imaging.dimse.pdu;

import java.util.List;
import java.util.Optional;
import org.lectern.imaging.part10.DicomWriter;

/**
 * What both sides tell about themselves (PS3.8 section 9.3.2.3, PS3.7 section D.3.3).
 *
 * @param maxPduBytes longest P-DATA-TF body that the teller receives; 0 for any
 * @param implementationVersionName empty where none is told
 * @param window operations at a time; empty means one
 * @param identity who asks, in requests only
 * @param identityResponse what the acceptor says to the identity; empty in requests and where it says nothing
 */
public record UserInformation(
        long maxPduBytes,
        String implementationClassUid,
        String implementationVersionName,
        Optional<AsyncWindow> window,
        List<RoleSelection> roles,
        List<ExtendedNegotiation> extended,
        Optional<UserIdentity> identity,
        Optional<byte[]> identityResponse) {
    /** Copies the lists. */
    public UserInformation {
        roles = List.copyOf(roles);
        extended = List.copyOf(extended);
    }

    /** What Lectern tells, with nothing negotiated yet. */
    public static UserInformation ours(int maxPduBytes) {
        return new UserInformation(
                maxPduBytes,
                DicomWriter.IMPLEMENTATION_CLASS_UID,
                DicomWriter.IMPLEMENTATION_VERSION_NAME,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** With what is negotiated. */
    public UserInformation with(
            Optional<AsyncWindow> newWindow, List<RoleSelection> newRoles, List<ExtendedNegotiation> newExtended) {
        return new UserInformation(
                maxPduBytes,
                implementationClassUid,
                implementationVersionName,
                newWindow,
                newRoles,
                newExtended,
                identity,
                identityResponse);
    }

    /** With an identity (requests), or the response to one. */
    public UserInformation with(Optional<UserIdentity> newIdentity, Optional<byte[]> newResponse) {
        return new UserInformation(
                maxPduBytes,
                implementationClassUid,
                implementationVersionName,
                window,
                roles,
                extended,
                newIdentity,
                newResponse);
    }

    /**
     * Asynchronous operations (PS3.7 section D.3.3.3); 0 for any number.
     *
     * @param invoked that the requestor invokes without waiting
     * @param performed that the requestor performs at a time
     */
    public record AsyncWindow(int invoked, int performed) {}

    /** Whether the requestor is user, provider or both of a SOP class (PS3.7 section D.3.3.4). */
    public record RoleSelection(String sopClassUid, boolean isUser, boolean isProvider) {}

    /** Information that belongs to a service class (PS3.7 section D.3.3.5). */
    public record ExtendedNegotiation(String sopClassUid, byte[] information) {}
}
