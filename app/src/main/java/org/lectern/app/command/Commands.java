package org.lectern.app.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** All commands that can be given in one place, by key and by name. Owned by the thread of its screen. */
public final class Commands {
    private record Match(Command command, int score) {}

    private final Map<String, Command> byId = new LinkedHashMap<>();
    private final Map<KeyChord, Command> byKey = new HashMap<>();

    /** Adds a command; two commands cannot share an id or a key. */
    public void add(Command command) {
        if (byId.putIfAbsent(command.id(), command) != null) {
            throw new IllegalArgumentException("Two commands have the id " + command.id());
        }
        for (KeyChord key : command.keys()) {
            Command other = byKey.putIfAbsent(key, command);
            if (other != null) {
                throw new IllegalArgumentException(
                        key.display() + " is taken by " + other.id() + ", not free for " + command.id());
            }
        }
    }

    /** Every command in the order in which it was added. */
    public Collection<Command> all() {
        return List.copyOf(byId.values());
    }

    /** The command with this id. */
    public Optional<Command> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Gives the command bound to a key and answers whether there was one that could be given. */
    public boolean press(KeyChord chord) {
        Command command = byKey.get(chord);
        if (command == null || !command.enabled().getAsBoolean()) {
            return false;
        }
        command.action().run();
        return true;
    }

    /** Commands for a palette query, best first: each letter of the query must occur in order. */
    public List<Command> matching(String query) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        List<Match> matches = new ArrayList<>();
        for (Command command : byId.values()) {
            if (command.enabled().getAsBoolean()) {
                String text = (command.name() + " " + command.group()).toLowerCase(Locale.ROOT);
                score(text, wanted).ifPresent(score -> matches.add(new Match(command, score)));
            }
        }
        matches.sort(Comparator.comparingInt(Match::score));
        return matches.stream().map(Match::command).toList();
    }

    /** Lower is better: a prefix, then a word's start, then a part, then scattered letters. */
    private static OptionalInt score(String text, String wanted) {
        if (wanted.isEmpty()) {
            return OptionalInt.of(0);
        }
        int at = text.indexOf(wanted);
        if (at >= 0) {
            return OptionalInt.of(at == 0 ? 0 : text.charAt(at - 1) == ' ' ? 1 : 2);
        }
        int from = -1;
        int gaps = 0;
        for (int i = 0; i < wanted.length(); i++) {
            int found = text.indexOf(wanted.charAt(i), from + 1);
            if (found < 0) {
                return OptionalInt.empty();
            }
            gaps += found - from - 1;
            from = found;
        }
        return OptionalInt.of(10 + gaps);
    }
}
