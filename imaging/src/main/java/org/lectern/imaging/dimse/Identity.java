package org.lectern.imaging.dimse;

import java.util.Optional;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.message.CommandTag;

/** An object by class and instance. */
public record Identity(String sopClassUid, String sopInstanceUid) {
    static Optional<Identity> affected(Command command) {
        return command.text(CommandTag.AFFECTED_SOP_CLASS_UID)
                .flatMap(sopClass -> command.text(CommandTag.AFFECTED_SOP_INSTANCE_UID)
                        .map(instance -> new Identity(sopClass, instance)));
    }
}
