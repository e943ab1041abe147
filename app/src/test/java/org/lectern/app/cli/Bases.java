package org.lectern.app.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.samples.Sample;

/** Small whole objects of many kinds in many transfer syntaxes, to be damaged. */
final class Bases {
    private static final int LARGEST_REAL_BYTES = 60_000;
    private static final int SIDE = 24;

    /** Encoders that make one file of another; those that are not installed are left out. */
    private static final Map<String, List<String>> ENCODERS = new TreeMap<>(Map.of(
            "rle", List.of("dcmcrle"),
            "jpeg", List.of("dcmcjpeg", "+eb"),
            "extended", List.of("dcmcjpeg", "+ee"),
            "progressive", List.of("dcmcjpeg", "+ep"),
            "lossless", List.of("dcmcjpeg", "+el"),
            "lossless-sv1", List.of("dcmcjpeg", "+e1"),
            "jpegls", List.of("dcmcjpls", "+el"),
            "jpegls-near", List.of("dcmcjpls", "+en"),
            "j2k", List.of("gdcmconv", "--j2k"),
            "j2k-lossy", List.of("gdcmconv", "--j2k", "--irreversible")));

    private final Map<String, byte[]> made = new TreeMap<>();
    private final Set<String> syntaxes = new TreeSet<>();

    private Bases() {}

    static Bases in(Path folder) throws IOException, InterruptedException {
        Bases bases = new Bases();
        bases.write(folder);
        return bases;
    }

    /** One of those made without an encoder. */
    static byte[] in(Path folder, String name) throws IOException {
        Bases bases = new Bases();
        bases.add(folder, name, gray("1.2.3.1").build(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        return Files.readAllBytes(folder.resolve(name + ".dcm"));
    }

    /** Files by name, those made here first. */
    Map<String, byte[]> made() {
        return made;
    }

    /** Transfer syntaxes of all of them. */
    Set<String> syntaxes() {
        return syntaxes;
    }

    /** Small real files, none when there are none. */
    Map<String, byte[]> real() throws IOException {
        Map<String, byte[]> real = new TreeMap<>();
        Path data = Path.of(System.getProperty("lectern.data", "../../shared/data"));
        if (Files.isDirectory(data)) {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (Files.size(file) < LARGEST_REAL_BYTES && file.toString().endsWith(".dcm")) {
                        real.put(data.relativize(file).toString(), Files.readAllBytes(file));
                        note(file);
                    }
                }
            }
        }
        return real;
    }

    private void write(Path folder) throws IOException, InterruptedException {
        DataSet gray = gray("1.2.3.1").build();
        DataSet color = color().build();
        for (Map.Entry<String, TransferSyntax> syntax : Map.of(
                        "implicit", TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                        "explicit", TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
                        "big", TransferSyntax.EXPLICIT_BIG_ENDIAN,
                        "deflated", TransferSyntax.DEFLATED)
                .entrySet()) {
            add(folder, "gray-" + syntax.getKey(), gray, syntax.getValue());
            add(folder, "color-" + syntax.getKey(), color, syntax.getValue());
        }
        add(folder, "frames", frames(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        add(folder, "palette", palette(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        add(folder, "bits", bits(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        add(folder, "state", state(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        for (Map.Entry<String, List<String>> encoder : ENCODERS.entrySet()) {
            encode(folder, "gray-explicit", encoder);
            encode(folder, "color-explicit", encoder);
        }
        for (Sample sample : List.of(Sample.ECG, Sample.PDF, Sample.SR)) {
            sample.write(folder, Parallel.SEQUENTIAL, file -> {});
            try (Stream<Path> files = Files.walk(folder.resolve(sample.label()))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    made.put(sample.label(), Files.readAllBytes(file));
                }
            }
        }
    }

    private void add(Path folder, String name, DataSet object, TransferSyntax syntax) throws IOException {
        Path file = folder.resolve(name + ".dcm");
        new DicomWriter(syntax).write(object, file);
        made.put(name, Files.readAllBytes(file));
        note(file);
    }

    private void note(Path file) {
        try {
            syntaxes.add(DicomFile.readHeader(file).syntax().uid());
        } catch (IOException damagedOnPurpose) {
            return; // still a base
        }
    }

    private void encode(Path folder, String from, Map.Entry<String, List<String>> encoder)
            throws IOException, InterruptedException {
        Path out = folder.resolve(from + "-" + encoder.getKey() + ".dcm");
        List<String> command = new ArrayList<>(encoder.getValue());
        command.add(folder.resolve(from + ".dcm").toString());
        command.add(out.toString());
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException notInstalled) {
            return;
        }
        if (Files.exists(out)) {
            made.put(out.getFileName().toString(), Files.readAllBytes(out));
            note(out);
        }
    }

    /** A slice with everything that the grayscale pipeline knows. */
    static DataSet.Builder gray(String sop) {
        byte[] pixels = new byte[SIDE * SIDE * 2];
        for (int i = 0; i < SIDE * SIDE; i++) {
            ByteBuffer.wrap(pixels).order(ByteOrder.LITTLE_ENDIAN).putShort(2 * i, (short) (i * 7 & 0xFFF));
        }
        DataSet table = DataSet.builder()
                .number(Tag.LUTDescriptor, VR.US, 16, 0, 16)
                .text(Tag.LUTExplanation, "CURVE")
                .put(new Element.Value(Tag.LUTData, VR.OW, new byte[32]))
                .build();
        return common("1.2.840.10008.5.1.4.1.1.2", sop, "CT")
                .number(Tag.SamplesPerPixel, 1)
                .text(Tag.PhotometricInterpretation, "MONOCHROME2")
                .number(Tag.BitsAllocated, 16)
                .number(Tag.BitsStored, 12)
                .number(Tag.HighBit, 11)
                .number(Tag.PixelRepresentation, 0)
                .number(Tag.PixelPaddingValue, VR.US, 7)
                .text(Tag.RescaleSlope, "1")
                .text(Tag.RescaleIntercept, "-1024")
                .text(Tag.WindowCenter, "40", "500")
                .text(Tag.WindowWidth, "400", "2000")
                .items(Tag.VOILUTSequence, table)
                .text(Tag.ShutterShape, "CIRCULAR")
                .text(Tag.CenterOfCircularShutter, "12", "12")
                .text(Tag.RadiusOfCircularShutter, "9")
                .number(0x60000010, VR.US, SIDE)
                .number(0x60000011, VR.US, SIDE)
                .text(0x60000040, VR.CS, "G")
                .number(0x60000050, VR.SS, 1, 1)
                .number(0x60000100, VR.US, 1)
                .number(0x60000102, VR.US, 0)
                .put(new Element.Value(0x60003000, VR.OW, new byte[SIDE * SIDE / 8]))
                .bulk(Tag.PixelData, VR.OW, BulkData.InMemory.of(pixels));
    }

    private static DataSet.Builder color() {
        byte[] pixels = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 5);
        }
        return common("1.2.840.10008.5.1.4.1.1.7", "1.2.3.50", "OT")
                .number(Tag.SamplesPerPixel, 3)
                .text(Tag.PhotometricInterpretation, "RGB")
                .number(Tag.PlanarConfiguration, 0)
                .number(Tag.BitsAllocated, 8)
                .number(Tag.BitsStored, 8)
                .number(Tag.HighBit, 7)
                .number(Tag.PixelRepresentation, 0)
                .bulk(Tag.PixelData, VR.OB, BulkData.InMemory.of(pixels));
    }

    private static DataSet frames() {
        List<DataSet> each = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            each.add(DataSet.builder()
                    .items(
                            Tag.PlanePositionSequence,
                            DataSet.builder()
                                    .text(Tag.ImagePositionPatient, "0", "0", Integer.toString(3 * i))
                                    .build())
                    .items(
                            Tag.FrameVOILUTSequence,
                            DataSet.builder()
                                    .text(Tag.WindowCenter, "40")
                                    .text(Tag.WindowWidth, "400")
                                    .build())
                    .build());
        }
        return gray("1.2.3.60")
                .text(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2.1")
                .text(Tag.NumberOfFrames, "4")
                .items(Tag.PerFrameFunctionalGroupsSequence, each.toArray(DataSet[]::new))
                .items(
                        Tag.SharedFunctionalGroupsSequence,
                        DataSet.builder()
                                .items(
                                        Tag.PixelMeasuresSequence,
                                        DataSet.builder()
                                                .text(Tag.PixelSpacing, "0.5", "0.5")
                                                .text(Tag.SliceThickness, "3")
                                                .build())
                                .build())
                .bulk(Tag.PixelData, VR.OW, BulkData.InMemory.of(new byte[SIDE * SIDE * 2 * 4]))
                .build();
    }

    private static DataSet palette() {
        DataSet.Builder builder = color().number(Tag.SamplesPerPixel, 1)
                .text(Tag.PhotometricInterpretation, "PALETTE COLOR")
                .remove(Tag.PlanarConfiguration)
                .bulk(Tag.PixelData, VR.OB, BulkData.InMemory.of(new byte[SIDE * SIDE]));
        for (int channel = 0; channel < 3; channel++) {
            builder.number(Tag.RedPaletteColorLookupTableDescriptor + channel, VR.US, 256, 0, 16)
                    .put(new Element.Value(Tag.SegmentedRedPaletteColorLookupTableData + channel, VR.OW, new byte[] {
                        0, 0, 1, 0, 0, 0, 1, 0, (byte) 0xFF, 0, (byte) 0xFF, (byte) 0xFF
                    }));
        }
        return builder.build();
    }

    private static DataSet bits() {
        return gray("1.2.3.70")
                .number(Tag.BitsAllocated, 1)
                .number(Tag.BitsStored, 1)
                .number(Tag.HighBit, 0)
                .text(Tag.NumberOfFrames, "3")
                .bulk(Tag.PixelData, VR.OB, BulkData.InMemory.of(new byte[SIDE * SIDE * 3 / 8]))
                .build();
    }

    private static DataSet state() {
        DataSet image = DataSet.builder()
                .text(Tag.ReferencedSOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
                .text(Tag.ReferencedSOPInstanceUID, "1.2.3.1")
                .build();
        DataSet graphic = DataSet.builder()
                .text(Tag.GraphicAnnotationUnits, "PIXEL")
                .number(Tag.GraphicDimensions, 2)
                .number(Tag.NumberOfGraphicPoints, 2)
                .number(Tag.GraphicData, 1, 1, 8, 9)
                .text(Tag.GraphicType, "POLYLINE")
                .text(Tag.GraphicFilled, "N")
                .build();
        return common("1.2.840.10008.5.1.4.1.1.11.1", "1.2.3.80", "PR")
                .remove(Tag.Rows)
                .remove(Tag.Columns)
                .items(
                        Tag.ReferencedSeriesSequence,
                        DataSet.builder()
                                .text(Tag.SeriesInstanceUID, "1.2.3")
                                .items(Tag.ReferencedImageSequence, image)
                                .build())
                .items(
                        Tag.GraphicAnnotationSequence,
                        DataSet.builder()
                                .text(Tag.GraphicLayer, "ONE")
                                .items(Tag.ReferencedImageSequence, image)
                                .items(Tag.GraphicObjectSequence, graphic)
                                .build())
                .items(
                        Tag.SoftcopyVOILUTSequence,
                        DataSet.builder()
                                .text(Tag.WindowCenter, "40")
                                .text(Tag.WindowWidth, "400")
                                .build())
                .items(
                        Tag.DisplayedAreaSelectionSequence,
                        DataSet.builder()
                                .number(Tag.DisplayedAreaTopLeftHandCorner, VR.SL, 1, 1)
                                .number(Tag.DisplayedAreaBottomRightHandCorner, VR.SL, SIDE, SIDE)
                                .text(Tag.PresentationSizeMode, "SCALE TO FIT")
                                .text(Tag.PresentationPixelSpacing, "0.5", "0.5")
                                .build())
                .number(Tag.ImageRotation, 90)
                .text(Tag.ImageHorizontalFlip, "Y")
                .text(Tag.PresentationLUTShape, "INVERSE")
                .build();
    }

    private static DataSet.Builder common(String sopClass, String sop, String modality) {
        return DataSet.builder()
                .text(Tag.SOPClassUID, sopClass)
                .text(Tag.SOPInstanceUID, sop)
                .text(Tag.StudyInstanceUID, "1.2")
                .text(Tag.SeriesInstanceUID, "1.2.3")
                .text(Tag.Modality, modality)
                .text(Tag.StudyDate, "20240101")
                .text(Tag.PatientName, "ZZMARKED^SECRET")
                .text(Tag.PatientID, "ZZ-4711-ID")
                .text(Tag.InstanceNumber, "1")
                .text(Tag.ImagePositionPatient, "0", "0", "0")
                .text(Tag.ImageOrientationPatient, "1", "0", "0", "0", "1", "0")
                .text(Tag.FrameOfReferenceUID, "1.2.9")
                .text(Tag.PixelSpacing, "0.5", "0.5")
                .number(Tag.Rows, SIDE)
                .number(Tag.Columns, SIDE);
    }
}
