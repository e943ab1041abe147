package org.lectern.app.ui;

import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.stage.Window;
import org.lectern.app.wording.Wording;
import org.lectern.imaging.archive.StudyEntry;

/** The one question of the list: deleting from the archive cannot be undone. */
final class RemovalQuestion {
    private RemovalQuestion() {}

    static boolean ask(Window owner, StudyEntry study) {
        ButtonType remove = new ButtonType("Remove", ButtonBar.ButtonData.OK_DONE);
        ButtonType keep = new ButtonType("Keep", ButtonBar.ButtonData.CANCEL_CLOSE);
        Alert alert = new Alert(
                Alert.AlertType.CONFIRMATION,
                "%s  %s\n%s, %s\n%d objects, %s"
                        .formatted(
                                Wording.name(study.patient().name()),
                                study.patient().id(),
                                Wording.exam(study),
                                Wording.when(study),
                                study.instanceCount(),
                                Wording.size(study.bytes())),
                remove,
                keep);
        alert.initOwner(owner);
        alert.setGraphic(null);
        alert.getDialogPane().setGraphic(null);
        setDefault(alert, remove, false);
        setDefault(alert, keep, true); // a hasty Enter removes nothing
        alert.setTitle("Remove an exam");
        alert.setHeaderText("Remove this exam from this computer? It cannot be undone.");
        Theme.apply(alert.getDialogPane().getScene());
        return alert.showAndWait().filter(remove::equals).isPresent();
    }

    private static void setDefault(Alert alert, ButtonType type, boolean isDefault) {
        if (alert.getDialogPane().lookupButton(type) instanceof Button button) {
            button.setDefaultButton(isDefault);
        }
    }
}
