package org.lectern.imaging.part10;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

/**
 * Seeded damage to files of many encodings: each is read or refused with a reason, the same way twice. The number of
 * mutations is the system property {@code lectern.mutations}, 1,000 by default.
 */
final class MutatedFilesTest {
    private static final int MUTATIONS = Integer.getInteger("lectern.mutations", 1_000);
    private static final int LARGEST_REAL_BASE_BYTES = 40_000;
    private static final byte[][] INTERESTING = {
        {-1, -1, -1, -1},
        {0, 0, 0, 0},
        {-1, -1, -1, 0x7F},
        {(byte) 0xFE, (byte) 0xFF, 0, (byte) 0xE0},
        {(byte) 0xFE, (byte) 0xFF, 0x0D, (byte) 0xE0},
        {(byte) 0xFE, (byte) 0xFF, (byte) 0xDD, (byte) 0xE0},
        {'S', 'Q', 0, 0},
        {'U', 'N', 0, 0},
        {'O', 'W', 0, 0},
        {(byte) 0xE0, 0x7F, 0x10, 0},
        {0x1B, '$', 'B', 0x21},
    };

    @Test
    void damageIsReadOrRefusedTheSameWayTwice() throws IOException {
        List<byte[]> bases = new ArrayList<>(written());
        int written = bases.size();
        assertTrue(written >= 12);
        Path folder = Path.of("..", "..", "shared", "data");
        if (Files.isDirectory(folder)) {
            for (Path path : SharedFiles.all()) {
                if (Files.size(path) < LARGEST_REAL_BASE_BYTES) {
                    bases.add(Files.readAllBytes(path));
                }
            }
        }
        int refused = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            byte[] base = bases.get(random.nextInt(seed % 2 == 0 ? written : bases.size()));
            byte[] mutated = mutate(base, random);
            String first = verdict(mutated, seed);
            assertEquals(first, verdict(mutated, seed), "seed " + seed);
            refused += first.startsWith("refused") ? 1 : 0;
        }
        assertTrue(refused < MUTATIONS / 2, "Most damage leaves something to read");
    }

    /** What became of it, in words; anything thrown but the named exception fails the test. */
    private static String verdict(byte[] bytes, int seed) {
        try {
            DicomFile file = DicomReader.readFile(MemorySegment.ofArray(bytes), Path.of("mutated.dcm"));
            StringBuilder verdict = new StringBuilder(file.findings().toString());
            touch(file.meta(), verdict);
            touch(file.dataSet(), verdict);
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            DicomJson.write(file.dataSet(), json);
            return verdict.append(json.size()).toString();
        } catch (DicomFormatException e) {
            return "refused: " + e.getMessage();
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("seed " + seed + ": " + e, e);
        }
    }

    /** Asks every question about every element. */
    private static void touch(DataSet dataSet, StringBuilder verdict) {
        for (Element element : dataSet) {
            int tag = element.tag();
            verdict.append(tag).append(element.vr());
            dataSet.texts(tag).forEach(verdict::append);
            verdict.append(dataSet.decimals(tag).length).append(dataSet.integers(tag).length);
            dataSet.personName(tag).ifPresent(name -> verdict.append(name.display()));
            dataSet.date(tag).ifPresent(verdict::append);
            dataSet.time(tag).ifPresent(verdict::append);
            dataSet.dateTime(tag).ifPresent(verdict::append);
            dataSet.zoneOffset(tag).ifPresent(verdict::append);
            dataSet.age(tag).ifPresent(verdict::append);
            dataSet.bulk(tag).ifPresent(bulk -> verdict.append(bulk.length()));
            dataSet.items(tag).forEach(item -> touch(item, verdict));
        }
    }

    private static byte[] mutate(byte[] base, Random random) {
        byte[] bytes = base.clone();
        for (int change = 1 + random.nextInt(4); change > 0; change--) {
            int start = random.nextInt(4) == 0 ? 0 : Math.min(132, bytes.length - 1);
            int at = start + random.nextInt(bytes.length - start);
            int count = Math.min(bytes.length - at, 1 + random.nextInt(64));
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> {
                    byte[] value = INTERESTING[random.nextInt(INTERESTING.length)];
                    System.arraycopy(value, 0, bytes, at, Math.min(value.length, bytes.length - at));
                }
                case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 4 -> bytes = spliced(bytes, at, at + count);
                default -> bytes = spliced(bytes, at + count, at);
            }
        }
        return bytes;
    }

    /** The bytes up to one place and from another: a piece taken out, or one repeated. */
    private static byte[] spliced(byte[] bytes, int to, int from) {
        byte[] spliced = Arrays.copyOf(bytes, Math.max(1, to + bytes.length - from));
        System.arraycopy(bytes, from, spliced, to, Math.min(bytes.length - from, spliced.length - to));
        return spliced;
    }

    /** One object in every encoding that the writer has, encapsulated ones and bare data sets. */
    private static List<byte[]> written() throws IOException {
        List<byte[]> files = new ArrayList<>();
        DataSet object = object("ISO_IR 192");
        for (DicomWriter.Lengths lengths : DicomWriter.Lengths.values()) {
            files.add(file(object, TransferSyntax.IMPLICIT_LITTLE_ENDIAN, lengths));
            files.add(file(object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, lengths));
            files.add(file(object, TransferSyntax.EXPLICIT_BIG_ENDIAN, lengths));
            files.add(file(object, TransferSyntax.DEFLATED, lengths));
        }
        for (String end : List.of("4.50", "4.57", "4.70", "4.80", "4.90", "4.201", "5", "4.102")) {
            TransferSyntax syntax = TransferSyntax.of("1.2.840.10008.1.2." + end);
            files.add(file(encapsulated(object), syntax, DicomWriter.Lengths.UNDEFINED));
        }
        for (String term : List.of("ISO 2022 IR 87", "ISO 2022 IR 149", "GB18030", "ISO_IR 13")) {
            byte[] file = file(object(term), TransferSyntax.EXPLICIT_LITTLE_ENDIAN, DicomWriter.Lengths.DEFINED);
            files.add(Arrays.copyOfRange(file, 132, file.length));
        }
        return files;
    }

    private static byte[] file(DataSet dataSet, TransferSyntax syntax, DicomWriter.Lengths lengths) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomWriter(syntax, lengths).write(DataSet.empty(), dataSet, out);
        return out.toByteArray();
    }

    private static DataSet encapsulated(DataSet object) {
        List<BulkData> fragments = List.of(BulkData.InMemory.of(new byte[40]), BulkData.InMemory.of(new byte[30]));
        return object.toBuilder()
                .put(new Element.Encapsulated(Tag.PixelData, VR.OB, BulkData.InMemory.of(new byte[8]), fragments))
                .build();
    }

    private static DataSet object(String characterSet) {
        DataSet.Builder object = DataSet.builder()
                .text(Tag.SpecificCharacterSet, "", characterSet)
                .text(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
                .text(Tag.SOPInstanceUID, "2.25.7")
                .text(Tag.StudyDate, "20240101")
                .text(Tag.StudyTime, "101112.123")
                .text(Tag.AcquisitionDateTime, "20240101101112+0100");
        DataSet inner = DataSet.builder(object.characters())
                .text(Tag.CodeMeaning, "意味")
                .number(Tag.ReferencedFrameNumber, 1, 2, 3)
                .build();
        DataSet item = DataSet.builder(object.characters())
                .items(Tag.PurposeOfReferenceCodeSequence, inner, DataSet.empty())
                .build();
        return object.text(Tag.PatientName, "Hong^Gildong=洪^吉洞=홍^길동")
                .text(Tag.PatientAge, "045Y")
                .items(Tag.ReferencedImageSequence, item, item)
                .text(0x00290010, VR.LO, "OURS")
                .put(new Element.Value(0x00291001, VR.UN, new byte[40]))
                .number(Tag.Rows, 8)
                .number(Tag.Columns, 8)
                .number(Tag.PixelRepresentation, 1)
                .number(Tag.SmallestImagePixelValue, VR.SS, -5)
                .text(Tag.PixelSpacing, "0.5", "0.25")
                .number(Tag.FrameIncrementPointer, Tag.FrameTime)
                .number(Tag.DiffusionBValue, 1000.5)
                .bulk(Tag.PixelData, VR.OW, BulkData.InMemory.of(new byte[128]))
                .build();
    }
}
