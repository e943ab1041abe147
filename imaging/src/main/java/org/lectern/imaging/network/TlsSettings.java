package org.lectern.imaging.network;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.lectern.imaging.network.NetworkException.Problem;

/**
 * How connections are protected (PS3.15 section B.12, BCP 195): TLS 1.2 and 1.3 and nothing older, cipher suites with
 * forward secrecy and authenticated encryption, whom we trust and who we are. Immutable, safe for several threads.
 */
public final class TlsSettings {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final String[] CIPHER_SUITES = {
        "TLS_AES_256_GCM_SHA384",
        "TLS_AES_128_GCM_SHA256",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
    };

    private final SSLContext context;
    private final boolean verifiesHost;
    private final boolean hasIdentity;

    private TlsSettings(SSLContext context, boolean verifiesHost, boolean hasIdentity) {
        this.context = context;
        this.verifiesHost = verifiesHost;
        this.hasIdentity = hasIdentity;
    }

    /** Settings that trust the authorities of the Java runtime, name no identity and verify the host's name. */
    public static TlsSettings system() throws NetworkException {
        return builder().build();
    }

    /** Settings to be made. */
    public static Builder builder() {
        return new Builder();
    }

    /** The context, for sockets and for {@link java.net.http.HttpClient}. */
    public SSLContext context() {
        return context;
    }

    /** Whether the name in the other side's certificate must be that of the host we asked for. */
    public boolean verifiesHost() {
        return verifiesHost;
    }

    /** Whether we have a certificate to show. */
    public boolean hasIdentity() {
        return hasIdentity;
    }

    /** What a client asks for: protocols, cipher suites and the check of the host's name. */
    public SSLParameters client() {
        SSLParameters parameters = parameters();
        if (verifiesHost) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // names as in RFC 2818, also for DICOM
        }
        return parameters;
    }

    /** What a server asks for; callers must show a certificate that we trust when {@code mutual}. */
    public SSLParameters server(boolean mutual) {
        SSLParameters parameters = parameters();
        parameters.setUseCipherSuitesOrder(true);
        parameters.setNeedClientAuth(mutual);
        return parameters;
    }

    private SSLParameters parameters() {
        String[] supported = context.getSupportedSSLParameters().getCipherSuites();
        String[] suites = Arrays.stream(CIPHER_SUITES)
                .filter(Arrays.asList(supported)::contains)
                .toArray(String[]::new);
        return new SSLParameters(suites, PROTOCOLS);
    }

    /**
     * A TLS failure in plain words, each cause with its own.
     *
     * @param peer whom we talked to, such as {@code ORTHANC at pacs.example:11112}
     */
    public static NetworkException explain(String peer, SSLException failure) {
        return TlsFailure.explain(peer, failure);
    }

    /** Collects settings. Not for use by several threads. */
    public static final class Builder {
        private Optional<KeyStore> trusted = Optional.empty();
        private Optional<KeyStore> identity = Optional.empty();
        private char[] identityPassword = {};
        private boolean verifiesHost = true;

        private Builder() {}

        /** Trusts the authorities in a file of certificates in PEM, and no others. */
        public Builder trust(Path certificates) throws NetworkException {
            trusted = Optional.of(PemFiles.trustStore(certificates));
            return this;
        }

        /** Trusts the certificates of a key store (PKCS #12 or JKS), and no others. */
        public Builder trust(Path keyStore, char[] password) throws NetworkException {
            trusted = Optional.of(PemFiles.keyStore(keyStore, password));
            return this;
        }

        /** Trusts the certificates of a key store, and no others. */
        public Builder trust(KeyStore keyStore) {
            trusted = Optional.of(keyStore);
            return this;
        }

        /**
         * Shows a certificate.
         *
         * @param certificates the certificate in PEM, its intermediate authorities after it
         * @param key its private key in PEM (PKCS #8, also encrypted, or PKCS #1)
         * @param password of the key, empty where it has none
         */
        public Builder identity(Path certificates, Path key, char[] password) throws NetworkException {
            char[] inMemory = {'-'};
            identity = Optional.of(PemFiles.identity(certificates, key, password, inMemory));
            identityPassword = inMemory;
            return this;
        }

        /** Shows the certificate of a key store (PKCS #12 or JKS). */
        public Builder identity(Path keyStore, char[] password) throws NetworkException {
            return identity(PemFiles.keyStore(keyStore, password), password);
        }

        /** Shows the certificate of a key store. */
        public Builder identity(KeyStore keyStore, char[] password) {
            identity = Optional.of(keyStore);
            identityPassword = password.clone();
            return this;
        }

        /** Accepts a trusted certificate that was made out for another host name. */
        public Builder withoutHostVerification() {
            verifiesHost = false;
            return this;
        }

        /** The settings. */
        public TlsSettings build() throws NetworkException {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keyManagers(), new TrustManager[] {trustManager()}, null);
                return new TlsSettings(context, verifiesHost, identity.isPresent());
            } catch (GeneralSecurityException e) {
                throw new NetworkException(
                        Problem.TLS,
                        "The certificates and keys for TLS cannot be used",
                        "Check the key store, its password and that it holds a private key.",
                        e);
            }
        }

        private KeyManager[] keyManagers() throws GeneralSecurityException {
            if (identity.isEmpty()) {
                return new KeyManager[0];
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(identity.get(), identityPassword);
            return factory.getKeyManagers();
        }

        private TrustManager trustManager() throws GeneralSecurityException {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted.orElse(null)); // none means those of the Java runtime
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return new ExplainingTrust(extended, verifiesHost);
                }
            }
            throw new GeneralSecurityException("The Java runtime has no X.509 trust manager");
        }
    }

    /** Whether a failure is one of TLS and worth {@link #explain}. */
    public static Optional<SSLException> within(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException tls) {
                return Optional.of(tls);
            }
        }
        return Optional.empty();
    }
}
