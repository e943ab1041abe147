package org.lectern.app.retrieval.ui;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.lectern.app.retrieval.DicomWebAccess;
import org.lectern.app.retrieval.DicomWebAccess.Authentication;
import org.lectern.app.retrieval.DimseAccess;
import org.lectern.app.retrieval.Limits;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.TlsFiles;
import org.lectern.app.retrieval.ui.NodeForm.Proof;

/** The fields of one node. Secrets are typed unseen and never shown again. */
final class NodeEditor extends GridPane {
    private static final String DIMSE = "DICOM (DIMSE)";
    private static final String WEB = "DICOMweb";
    private static final String KEPT = "kept; type to replace it";

    private final TextField name = field("Name", "north");
    private final ComboBox<String> kind = new ComboBox<>();
    private final TextField aeTitle = field("AE title", "PACS");
    private final TextField host = field("Host", "pacs.hospital.example");
    private final TextField port = field("Port", "104");
    private final TextField ourTitle = field("Our AE title", "the station's own");
    private final ComboBox<String> way = new ComboBox<>();
    private final TextField address = field("Address", "https://pacs.hospital.example/dicom-web");
    private final ComboBox<Proof> proof = new ComboBox<>();
    private final TextField user = field("User", "");
    private final Label secretWords = new Label();
    private final PasswordField secret = new PasswordField();
    private final CheckBox plain = new CheckBox("may be sent unencrypted");
    private final Label exposed = new Label(
            "This address is not encrypted: whoever is on the way can read the password or token and use it. Tick this only"
                    + " on a line that nobody else can reach.");
    private final TextField patientIds = field("Patient IDs issued by", "nobody said");
    private final TextField issuer = field("Issuer", "https://login.hospital.example");
    private final TextField client = field("Client", "lectern");
    private final TextField scope = field("Scope", "");
    private final Label signedIn = new Label();
    private final Button signIn = new Button("Sign in…");
    private final CheckBox tls = new CheckBox("encrypted (TLS)");
    private final TextField authorities = field("Trusted certificates", "those that Java trusts");
    private final TextField certificate = field("Our certificate", "none");
    private final TextField key = field("Its key", "in the certificate's file");
    private final PasswordField keyPassword = new PasswordField();
    private final CheckBox anyHost = new CheckBox("certificate may name another host");
    private final Map<Node.Role, CheckBox> roles = new EnumMap<>(Node.Role.class);
    private final TextField connections = field("Connections at once", "");
    private final TextField connect = field("Seconds to connect", "");
    private final TextField answer = field("Seconds to answer", "");
    private final TextField priority = field("Order", "");
    private final List<Row> rows = new ArrayList<>();

    /** When a row is shown. */
    private enum When {
        ALWAYS,
        DIMSE,
        WEB,
        USER,
        SECRET,
        EXPOSED,
        OAUTH,
        TLS
    }

    private record Row(When when, Label label, javafx.scene.Node control) {}

    NodeEditor() {
        super(12, 6);
        getStyleClass().add("node-editor");
        ColumnConstraints labels = new ColumnConstraints();
        labels.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints fields = new ColumnConstraints();
        fields.setHgrow(Priority.ALWAYS);
        fields.setFillWidth(true);
        getColumnConstraints().addAll(labels, fields);
        kind.getItems().setAll(DIMSE, WEB);
        way.getItems().setAll("C-GET: on our own connection", "C-MOVE: it connects to our receiver");
        proof.getItems().setAll(Proof.values());
        secret.setId("node-secret");
        name.setId("node-name");
        address.setId("node-address");
        kind.setId("node-kind");
        proof.setId("node-proof");
        user.setId("node-user");
        layOut();
        kind.valueProperty().addListener((value, before, now) -> showRows());
        proof.valueProperty().addListener((value, before, now) -> showRows());
        tls.selectedProperty().addListener((value, before, now) -> showRows());
        address.textProperty().addListener((value, before, now) -> showRows());
        show(Optional.empty());
    }

    private void layOut() {
        add(When.ALWAYS, "Name", name);
        add(When.ALWAYS, "Speaks", kind);
        add(When.DIMSE, "AE title", aeTitle);
        add(When.DIMSE, "Host", host);
        port.setPrefColumnCount(6);
        HBox ports = new HBox(8, port, tls);
        ports.setAlignment(Pos.CENTER_LEFT);
        add(When.DIMSE, "Port", ports);
        add(When.DIMSE, "Fetches by", way);
        add(When.DIMSE, "Knows us as", ourTitle);
        add(When.WEB, "Address", address);
        add(When.WEB, "Who we are", proof);
        add(When.OAUTH, "Issuer", issuer);
        add(When.OAUTH, "Client", client);
        add(When.OAUTH, "Scope", scope);
        signIn.setId("node-sign-in");
        signIn.setMinWidth(Region.USE_PREF_SIZE);
        signedIn.getStyleClass().add("secondary");
        signedIn.setWrapText(true);
        HBox signing = new HBox(8, signIn, signedIn);
        signing.setAlignment(Pos.CENTER_LEFT);
        add(When.OAUTH, "Access", signing);
        add(When.USER, "User", user);
        secretWords.getStyleClass().add("secondary");
        secretWords.setLabelFor(secret);
        rows.add(new Row(When.SECRET, secretWords, secret));
        plain.setId("node-plain");
        exposed.getStyleClass().add("attention");
        exposed.setWrapText(true);
        exposed.setMinHeight(Region.USE_PREF_SIZE);
        VBox allowed = new VBox(4, plain, exposed);
        allowed.setId("node-exposed");
        add(When.EXPOSED, "", allowed);
        add(When.TLS, "Trusted certificates", authorities);
        add(When.TLS, "Our certificate", certificate);
        add(When.TLS, "Its key", key);
        add(When.TLS, "The key's password", keyPassword);
        add(When.TLS, "", anyHost);
        FlowPane uses = new FlowPane(16, 6);
        uses.setPrefWrapLength(280);
        Map<Node.Role, String> words = Map.of(
                Node.Role.QUERY, "searched",
                Node.Role.STORE, "sent to",
                Node.Role.WORKLIST, "today's worklist",
                Node.Role.PREFETCH, "fetched ahead");
        for (Node.Role role : Node.Role.values()) {
            CheckBox box = new CheckBox(words.get(role));
            box.setMinWidth(Region.USE_PREF_SIZE);
            roles.put(role, box);
            uses.getChildren().add(box);
        }
        add(When.ALWAYS, "It is", uses);
        patientIds.setId("node-issuer");
        add(When.ALWAYS, "Patient IDs issued by", patientIds);
        add(When.ALWAYS, "Connections at once", brief(connections, "more make it faster, and burden it more"));
        add(When.ALWAYS, "Seconds to connect", brief(connect, "then it counts as not answering"));
        add(When.ALWAYS, "Seconds to answer", brief(answer, "of silence, then the connection is given up"));
        add(When.ALWAYS, "Order", brief(priority, "smaller numbers are asked first"));
    }

    /** A short field with its effect beside it. */
    private static HBox brief(TextField field, String effect) {
        field.setPrefColumnCount(6);
        field.setMinWidth(Region.USE_PREF_SIZE);
        field.setAccessibleHelp(effect);
        Label said = new Label(effect);
        said.getStyleClass().add("secondary");
        HBox both = new HBox(8, field, said);
        both.setAlignment(Pos.CENTER_LEFT);
        return both;
    }

    private void add(When when, String words, javafx.scene.Node control) {
        add(when, new Label(words), control);
    }

    private void add(When when, Label label, javafx.scene.Node control) {
        String words = label.getText();
        label.getStyleClass().add("secondary");
        if (control instanceof javafx.scene.control.Control labelled && !words.isEmpty()) {
            label.setLabelFor(labelled);
            labelled.setAccessibleText(words);
        }
        rows.add(new Row(when, label, control));
    }

    private static TextField field(String words, String prompt) {
        TextField field = new TextField();
        field.setPromptText(prompt);
        field.setAccessibleText(words);
        return field;
    }

    private boolean isWeb() {
        return WEB.equals(kind.getValue());
    }

    private void showRows() {
        Proof how = proof.getValue();
        getChildren().clear();
        secretWords.setText(isWeb() && how == Proof.OAUTH ? "Our own secret" : "Password or token");
        secret.setAccessibleText(secretWords.getText());
        for (Row row : rows) {
            boolean isShown = switch (row.when()) {
                case ALWAYS -> true;
                case DIMSE -> !isWeb();
                case WEB -> isWeb();
                case USER -> !isWeb() || how == Proof.BASIC;
                case SECRET -> !isWeb() || how != Proof.NONE;
                case EXPOSED -> isWeb() && how != Proof.NONE && NodeForm.isExposed(address.getText());
                case OAUTH -> isWeb() && how == Proof.OAUTH;
                case TLS -> isWeb() ? address.getText().startsWith("https") : tls.isSelected();
            };
            if (isShown) {
                int line = getRowCount();
                add(row.label(), 0, line);
                add(row.control(), 1, line);
            }
        }
    }

    /** Shows a node, or fields for a new one. */
    void show(Optional<Node> node) {
        boolean hasSecret = node.flatMap(NodeForm::secretOf).isPresent();
        secret.clear();
        secret.setPromptText(hasSecret ? KEPT : "none");
        keyPassword.clear();
        name.setText(node.map(Node::name).orElse(""));
        kind.setValue(node.filter(it -> it.access() instanceof DicomWebAccess).isPresent() ? WEB : DIMSE);
        Optional<DimseAccess> dimse =
                node.map(Node::access).filter(DimseAccess.class::isInstance).map(DimseAccess.class::cast);
        aeTitle.setText(dimse.map(DimseAccess::aeTitle).orElse(""));
        host.setText(dimse.map(DimseAccess::host).orElse(""));
        port.setText(dimse.map(it -> Integer.toString(it.port())).orElse("104"));
        ourTitle.setText(dimse.flatMap(DimseAccess::callingAeTitle).orElse(""));
        boolean isMove = dimse.filter(it -> it.way() == DimseAccess.Way.MOVE).isPresent();
        way.getSelectionModel().select(isMove ? 1 : 0);
        tls.setSelected(dimse.flatMap(DimseAccess::tls).isPresent());
        user.setText(
                dimse.flatMap(DimseAccess::user).map(DimseAccess.User::name).orElse(""));
        showWeb(node.map(Node::access).filter(DicomWebAccess.class::isInstance).map(DicomWebAccess.class::cast));
        Optional<TlsFiles> files = node.flatMap(it -> NodeForm.tlsOf(it.access()));
        authorities.setText(
                files.flatMap(TlsFiles::authorities).map(Object::toString).orElse(""));
        certificate.setText(
                files.flatMap(TlsFiles::certificate).map(Object::toString).orElse(""));
        key.setText(files.flatMap(TlsFiles::key).map(Object::toString).orElse(""));
        keyPassword.setPromptText(files.flatMap(TlsFiles::password).isPresent() ? KEPT : "");
        anyHost.setSelected(files.filter(TlsFiles::anyHost).isPresent());
        Set<Node.Role> used =
                node.map(Node::roles).orElse(EnumSet.of(Node.Role.QUERY, Node.Role.STORE, Node.Role.PREFETCH));
        roles.forEach((role, box) -> box.setSelected(used.contains(role)));
        patientIds.setText(node.map(Node::issuer).orElse(""));
        Limits limits = node.map(Node::limits).orElse(Limits.USUAL);
        connections.setText(Integer.toString(limits.connections()));
        connect.setText(Long.toString(limits.connect().toSeconds()));
        answer.setText(Long.toString(limits.answer().toSeconds()));
        priority.setText(Integer.toString(node.map(Node::priority).orElse(Node.USUAL_PRIORITY)));
        showRows();
    }

    private void showWeb(Optional<DicomWebAccess> web) {
        address.setText(web.map(DicomWebAccess::address).orElse(""));
        proof.setValue(web.map(NodeForm::proof).orElse(Proof.NONE));
        plain.setSelected(web.filter(DicomWebAccess::allowsPlainCredentials).isPresent());
        issuer.clear();
        client.clear();
        scope.clear();
        signedIn.setText("nobody has signed in yet; what is typed here is kept first");
        web.map(DicomWebAccess::authentication).ifPresent(how -> {
            switch (how) {
                case Authentication.Basic basic -> user.setText(basic.user());
                case Authentication.OAuth oauth -> {
                    issuer.setText(oauth.issuer().toString());
                    client.setText(oauth.clientId());
                    scope.setText(oauth.scope());
                    signedIn.setText(
                            oauth.refreshToken().isPresent()
                                    ? "somebody has signed in; renewed silently"
                                    : oauth.clientSecret().isPresent()
                                            ? "by our own secret; nobody needs to sign in"
                                            : "nobody has signed in yet");
                }
                case Authentication.None _, Authentication.Bearer _ -> {}
            }
        });
    }

    /** What is typed now. */
    NodeForm form() {
        Set<Node.Role> used = EnumSet.noneOf(Node.Role.class);
        roles.forEach((role, box) -> {
            if (box.isSelected()) {
                used.add(role);
            }
        });
        return new NodeForm(
                name.getText(),
                isWeb(),
                new NodeForm.Dimse(
                        aeTitle.getText(),
                        host.getText(),
                        port.getText(),
                        ourTitle.getText(),
                        way.getSelectionModel().getSelectedIndex() == 1),
                address.getText(),
                proof.getValue(),
                user.getText(),
                secret.getText(),
                plain.isSelected(),
                new NodeForm.OAuth(issuer.getText(), client.getText(), scope.getText()),
                new NodeForm.Tls(
                        tls.isSelected(),
                        authorities.getText(),
                        certificate.getText(),
                        key.getText(),
                        keyPassword.getText(),
                        anyHost.isSelected()),
                patientIds.getText(),
                used,
                new NodeForm.Burden(connections.getText(), connect.getText(), answer.getText(), priority.getText()));
    }

    /** Hears that somebody wants to sign in to what is typed. */
    void onSignIn(Runnable wanted) {
        signIn.setOnAction(event -> wanted.run());
    }

    /** Puts the cursor into the first field. */
    void focusName() {
        name.requestFocus();
    }
}
