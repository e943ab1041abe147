package org.lectern.imaging.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lectern.imaging.dictionary.Dictionary;
import org.lectern.imaging.dictionary.VR;

/** Values to and from their encoded bytes (PS3.5 section 6.2). */
final class Values {
    private Values() {}

    static List<String> texts(Element.Value value, SpecificCharacterSet characters) {
        VR vr = value.vr();
        if (!vr.isText() && vr != VR.UN) {
            return Arrays.stream(decimals(value)).mapToObj(Values::plain).toList();
        }
        String text = characters.decode(value.bytes(), vr);
        if (vr.isSingleText()) {
            return List.of(stripTrailing(text));
        }
        List<String> texts = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\\'); end >= 0; end = text.indexOf('\\', start)) {
            texts.add(strip(text.substring(start, end)));
            start = end + 1;
        }
        texts.add(strip(text.substring(start)));
        return texts.size() == 1 && texts.getFirst().isEmpty() ? List.of() : List.copyOf(texts);
    }

    static double[] decimals(Element.Value value) {
        return value.vr().isText() ? textDecimals(value) : binaryDecimals(value);
    }

    private static double[] textDecimals(Element.Value value) {
        List<String> texts = texts(value, SpecificCharacterSet.ASCII);
        double[] decimals = new double[texts.size()];
        try {
            for (int i = 0; i < decimals.length; i++) {
                decimals[i] = Double.parseDouble(texts.get(i));
            }
            return decimals;
        } catch (NumberFormatException e) {
            return new double[0];
        }
    }

    private static double[] binaryDecimals(Element.Value value) {
        ByteBuffer buffer = ByteBuffer.wrap(value.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        double[] decimals = new double[value.bytes().length / value.vr().valueBytes()];
        for (int i = 0; i < decimals.length; i++) {
            decimals[i] = switch (value.vr()) {
                case US, OW -> Short.toUnsignedInt(buffer.getShort());
                case SS -> buffer.getShort();
                case UL, OL -> Integer.toUnsignedLong(buffer.getInt());
                case SL -> buffer.getInt();
                case AT -> Integer.toUnsignedLong(buffer.getShort() << 16 | Short.toUnsignedInt(buffer.getShort()));
                case FL, OF -> buffer.getFloat();
                case FD, OD -> buffer.getDouble();
                case SV -> buffer.getLong();
                case UV, OV -> unsigned(buffer.getLong());
                default -> Byte.toUnsignedInt(buffer.get());
            };
        }
        return decimals;
    }

    static Element ofText(int tag, SpecificCharacterSet characters, String... values) {
        return ofText(tag, Dictionary.vr(tag), characters, values);
    }

    static Element ofText(int tag, VR vr, SpecificCharacterSet characters, String... values) {
        byte[] bytes = characters.encode(String.join("\\", values), vr);
        if (bytes.length % 2 != 0) {
            bytes = Arrays.copyOf(bytes, bytes.length + 1);
            bytes[bytes.length - 1] = vr.padding();
        }
        return new Element.Value(tag, vr, bytes);
    }

    static Element ofNumbers(int tag, double... values) {
        return ofNumbers(tag, Dictionary.vr(tag), values);
    }

    static Element ofNumbers(int tag, VR vr, double... values) {
        if (vr.isText()) {
            String[] texts = Arrays.stream(values)
                    .mapToObj(v -> vr == VR.IS ? plain(v) : decimalString(v))
                    .toArray(String[]::new);
            return ofText(tag, vr, SpecificCharacterSet.ASCII, texts);
        }
        ByteBuffer buffer = ByteBuffer.allocate(values.length * vr.valueBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            switch (vr) {
                case FL, OF -> buffer.putFloat((float) value);
                case FD, OD -> buffer.putDouble(value);
                case AT -> buffer.putShort((short) ((long) value >> 16)).putShort((short) (long) value);
                default -> putInteger(buffer, (long) value, vr.itemBytes());
            }
        }
        return new Element.Value(tag, vr, buffer.array());
    }

    private static void putInteger(ByteBuffer buffer, long value, int width) {
        switch (width) {
            case 2 -> buffer.putShort((short) value);
            case 4 -> buffer.putInt((int) value);
            case 8 -> buffer.putLong(value);
            default -> buffer.put((byte) value);
        }
    }

    /** A decimal string of at most 16 characters (PS3.5 section 6.2), as exact as that allows. */
    static String decimalString(double value) {
        String text = plain(value);
        for (int digits = 16; text.length() > 16 && digits > 0; digits--) {
            BigDecimal rounded =
                    new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
            String plain = rounded.toPlainString();
            text = plain.length() <= 16 ? plain : rounded.toString();
        }
        return text;
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1) * 2.0;
    }

    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (end > start && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == 0)) {
            end--;
        }
        while (start < end && text.charAt(start) == ' ') {
            start++;
        }
        return text.substring(start, end);
    }

    private static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == 0)) {
            end--;
        }
        return text.substring(0, end);
    }
}
