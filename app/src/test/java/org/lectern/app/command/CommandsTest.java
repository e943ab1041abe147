package org.lectern.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private final List<String> done = new ArrayList<>();
    private final Commands commands = new Commands();

    @Test
    void chordsReadAndShow() {
        assertEquals(new KeyChord("Z", true, true, false), KeyChord.of("Ctrl+Shift+Z"));
        assertEquals(new KeyChord("+", true, false, false), KeyChord.of("Ctrl++"));
        assertEquals("Ctrl+PgUp", KeyChord.of("Ctrl+PageUp").display());
        assertThrows(IllegalArgumentException.class, () -> KeyChord.of("Meta+X"));
    }

    @Test
    void aKeyGivesItsCommandWhileItIsEnabled() {
        boolean[] enabled = {true};
        commands.add(command("invert", "Invert", "I").when(() -> enabled[0]));
        assertTrue(commands.press(KeyChord.of("I")));
        enabled[0] = false;
        assertFalse(commands.press(KeyChord.of("I")));
        assertFalse(commands.press(KeyChord.of("Ctrl+I")));
        assertEquals(List.of("invert"), done);
    }

    @Test
    void twoCommandsCannotShareAKey() {
        commands.add(command("invert", "Invert", "I"));
        assertThrows(IllegalArgumentException.class, () -> commands.add(command("import", "Import", "I")));
    }

    @Test
    void thePaletteFindsByPrefixThenWordThenLetters() {
        commands.add(command("a", "Flip horizontally", ""));
        commands.add(command("b", "Cine: play", ""));
        commands.add(command("c", "Play", ""));
        assertEquals(
                List.of("c", "b"),
                commands.matching("play").stream().map(Command::id).toList());
        assertEquals(
                List.of("a"), commands.matching("fhz").stream().map(Command::id).toList());
    }

    @Test
    void undoTakesBackInReverseOrderAndANewChangeForgetsTheRedo() {
        UndoStack stack = new UndoStack();
        stack.perform(edit("one"));
        stack.perform(edit("two"));
        stack.undo();
        stack.undo();
        stack.redo();
        assertEquals(List.of("+one", "+two", "-two", "-one", "+one"), done);
        stack.perform(edit("three"));
        assertTrue(stack.redo().isEmpty());
        assertTrue(stack.canUndo());
    }

    private Command command(String id, String name, String keys) {
        return Command.of(id, "Image", name, keys, () -> done.add(id));
    }

    private Edit edit(String name) {
        return new Edit() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void apply() {
                done.add("+" + name);
            }

            @Override
            public void revert() {
                done.add("-" + name);
            }
        };
    }
}
