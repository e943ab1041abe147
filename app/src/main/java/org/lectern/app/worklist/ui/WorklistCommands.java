package org.lectern.app.worklist.ui;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.lectern.app.command.Command;
import org.lectern.app.command.Commands;
import org.lectern.app.retrieval.Site;
import org.lectern.app.worklist.Column;
import org.lectern.app.worklist.ListRow;

/** What can be done in the list, by name and key. */
final class WorklistCommands {
    private static final int KEYED = 9;

    private final WorklistScreen screen;
    private final WorklistActions actions;
    private final Commands commands;

    WorklistCommands(WorklistScreen screen, WorklistActions actions, Commands commands) {
        this.screen = screen;
        this.actions = actions;
        this.commands = commands;
    }

    void addAll() {
        exams();
        search();
        commands.add(
                Command.of("import.files", "Import", "Import files or ZIP archives", "Ctrl+I", actions::importFiles));
        commands.add(
                Command.of("import.folder", "Import", "Import a folder or CD", "Ctrl+Shift+I", actions::importFolder));
        commands.add(Command.of("import.samples", "Import", "Import the sample studies", "", actions::importSamples));
        commands.add(Command.of("show.transfers", "Show", "Transfers", "Ctrl+T", actions::showTransfers));
        commands.add(Command.of("show.today", "Show", "Today's worklist", "Ctrl+Shift+T", actions::showToday));
        commands.add(Command.of("show.settings", "Show", "Settings", "Ctrl+COMMA", () -> actions.showSettings("")));
        commands.add(Command.of(
                "show.nodes", "Show", "Archives elsewhere", "Ctrl+Shift+N", () -> actions.showSettings("Archives")));
        commands.add(Command.of("show.palette", "Show", "Find a command", "Ctrl+K", screen::openPalette));
        commands.add(Command.of("show.keys", "Show", "Keys that work here", "F1", screen::openPalette));
        commands.add(Command.of("text.larger", "Show", "Larger text", "Ctrl+Shift++", () -> actions.changeTextSize(1)));
        commands.add(
                Command.of("text.smaller", "Show", "Smaller text", "Ctrl+Shift+-", () -> actions.changeTextSize(-1)));
        for (Column column : Column.values()) {
            if (column != Column.PATIENT) {
                commands.add(Command.of(
                        "column." + column.name(),
                        "Column",
                        "Show or hide " + column.name(true),
                        "",
                        () -> screen.toggle(column)));
            }
        }
    }

    private void exams() {
        onRow("exam.open", "Open", "Enter", actions::open);
        commands.add(Command.of("exam.preview", "Exam", "Preview", "Space", screen::preview)
                .when(() -> screen.selected().flatMap(ListRow::here).isPresent()));
        commands.add(Command.of("exam.fetch", "Exam", "Fetch to this computer", "Ctrl+D", () -> fetch(Optional.empty()))
                .when(this::isElsewhere));
        commands.add(Command.of(
                        "exam.fetch.from",
                        "Exam",
                        "Fetch from…",
                        "Ctrl+Shift+D",
                        () -> screen.choose(
                                "Fetch from",
                                screen.selected()
                                        .map(row -> row.study().sites())
                                        .orElse(java.util.List.of()),
                                site -> fetch(Optional.of(site))))
                .when(this::isElsewhere));
        commands.add(Command.of(
                        "exam.send",
                        "Exam",
                        "Send to…",
                        "Ctrl+S",
                        () -> screen.choose(
                                "Send to",
                                actions.destinations(),
                                site -> screen.selected()
                                        .flatMap(ListRow::here)
                                        .ifPresent(study -> actions.send(study, site))))
                .when(() -> isHere() && !actions.destinations().isEmpty()));
        commands.add(Command.of("exam.pin", "Exam", "Keep on this computer", "Ctrl+P", () -> pin(true))
                .when(this::isHere));
        commands.add(
                Command.of("exam.unpin", "Exam", "No longer keep on this computer", "Ctrl+Shift+P", () -> pin(false))
                        .when(this::isHere));
        commands.add(Command.of(
                        "exam.remove",
                        "Exam",
                        "Remove from this computer…",
                        "Delete",
                        () -> screen.selected().flatMap(ListRow::here).ifPresent(actions::remove))
                .when(this::isHere));
    }

    private void search() {
        commands.add(Command.of("search.focus", "Search", "Search", "Ctrl+F", screen::focusSearch));
        commands.add(Command.of("search.scope", "Search", "Search everywhere or here", "Ctrl+E", screen::toggleScope));
        commands.add(Command.of(
                "search.now", "Search", "Ask the archives elsewhere now", "Ctrl+Enter", screen::askElsewhere));
        commands.add(Command.of("search.again", "Search", "Ask again", "F5", screen::askAgain));
        commands.add(Command.of("search.stop", "Search", "Stop asking", "Shift+Escape", screen::stopAsking));
        commands.add(
                Command.of("search.keep", "Search", "Keep this search by name", "Ctrl+Shift+S", screen::keepSearch));
        commands.add(Command.of("search.clear", "Search", "Everything again", "Ctrl+Backspace", screen::clearSearch));
        for (int i = 0; i < KEYED; i++) {
            int number = i;
            BooleanSupplier isThere = () -> screen.hasSaved(number);
            commands.add(Command.of(
                            "search.saved." + (i + 1),
                            "Search",
                            "Kept search " + (i + 1),
                            "Alt+" + (i + 1),
                            () -> screen.askSaved(number))
                    .when(isThere));
        }
        for (Site site : actions.sites()) {
            commands.add(Command.of(
                    "search.site." + site.name(),
                    "Search",
                    "Search " + site.name() + " or not",
                    "",
                    () -> screen.toggle(site.name())));
        }
    }

    private boolean isHere() {
        return screen.selected().flatMap(ListRow::here).isPresent();
    }

    private boolean isElsewhere() {
        return screen.selected().filter(row -> !row.study().sites().isEmpty()).isPresent();
    }

    private void fetch(Optional<String> site) {
        screen.selected().ifPresent(row -> actions.fetch(row, site));
    }

    private void pin(boolean isPinned) {
        screen.selected().flatMap(ListRow::here).ifPresent(study -> actions.pin(study, isPinned));
    }

    private void onRow(String id, String name, String keys, Consumer<ListRow> action) {
        commands.add(Command.of(id, "Exam", name, keys, () -> screen.selected().ifPresent(action))
                .when(() -> screen.selected().isPresent()));
    }

    /** Commands of the context menu, in its order. */
    static java.util.List<String> ofMenu() {
        return Arrays.asList(
                "exam.open",
                "exam.preview",
                "exam.fetch",
                "exam.fetch.from",
                "exam.send",
                "exam.pin",
                "exam.unpin",
                "exam.remove");
    }
}
