package org.lectern.imaging.network;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Decides as the Java runtime does (RFC 5280), and says in a {@link CertificateRefusal} why not. */
final class ExplainingTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager standard;
    private final boolean verifiesHost;

    ExplainingTrust(X509ExtendedTrustManager standard, boolean verifiesHost) {
        this.standard = standard;
        this.verifiesHost = verifiesHost;
    }

    /** One of the checks of the Java runtime. */
    private interface Check {
        void run() throws CertificateException;
    }

    private static void explained(X509Certificate[] chain, Check check) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException e) {
            throw new CertificateRefusal(reason(chain, e), e);
        }
    }

    private static CertificateRefusal.Reason reason(X509Certificate[] chain, CertificateException failure) {
        for (X509Certificate certificate : chain) {
            try {
                certificate.checkValidity();
            } catch (CertificateExpiredException e) {
                return CertificateRefusal.Reason.EXPIRED;
            } catch (CertificateNotYetValidException e) {
                return CertificateRefusal.Reason.NOT_YET_VALID;
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return chain.length == 1 && chain[0].getSubjectX500Principal().equals(chain[0].getIssuerX500Principal())
                        ? CertificateRefusal.Reason.SELF_SIGNED
                        : CertificateRefusal.Reason.UNKNOWN_ISSUER;
            }
        }
        return failure.getCause() == null ? CertificateRefusal.Reason.OTHER_HOST : CertificateRefusal.Reason.UNSUITABLE;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        explained(chain, () -> {
            if (verifiesHost) {
                standard.checkServerTrusted(chain, authType, socket);
            } else {
                standard.checkServerTrusted(chain, authType);
            }
        });
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        explained(chain, () -> {
            if (verifiesHost) {
                standard.checkServerTrusted(chain, authType, engine);
            } else {
                standard.checkServerTrusted(chain, authType);
            }
        });
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        explained(chain, () -> standard.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        explained(chain, () -> standard.checkClientTrusted(chain, authType, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        explained(chain, () -> standard.checkClientTrusted(chain, authType, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        explained(chain, () -> standard.checkClientTrusted(chain, authType));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return standard.getAcceptedIssuers();
    }
}
