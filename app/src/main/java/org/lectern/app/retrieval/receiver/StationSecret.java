package org.lectern.app.retrieval.receiver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.lectern.app.retrieval.ReceiverTls;
import org.lectern.app.security.MasterKey;
import org.lectern.app.security.MasterKeyVault;
import org.lectern.app.security.Sealed;
import org.lectern.app.security.UnderMasterKey;
import org.lectern.app.settings.Station;

/** What opens the key of our own certificate, which follows the master key of a configuration folder to another. */
public record StationSecret(Path folder) implements UnderMasterKey {
    @Override
    public void checkReady() throws IOException {
        Station.read(folder);
    }

    @Override
    public void reseal(MasterKey old, MasterKey fresh) throws IOException {
        Station station = Station.read(folder);
        Optional<Station.Secured> tls = station.tls()
                .filter(secured -> secured.password().isPresent())
                .map(secured -> new Station.Secured(
                        secured.certificate(),
                        secured.key(),
                        secured.password()
                                .map(Sealed::new)
                                .map(secret -> MasterKeyVault.resealed(ReceiverTls.PURPOSE, secret, old, fresh))
                                .map(Sealed::text),
                        secured.authorities()));
        if (tls.isPresent()) {
            station.withTls(tls).save(folder);
        }
    }
}
