package org.lectern.imaging.codec.jpegxl;

import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.codec.CodecException;

/**
 * SizeHeader and ImageMetadata (ISO/IEC 18181-1 Annex D).
 *
 * @param extraChannels logarithms of how much each extra channel is smaller than the image
 * @param upsampling weights of upsampling by 2, 4 and 8
 */
record ImageHeader(
        int width,
        int height,
        int orientation,
        int bitsPerSample,
        List<Integer> extraChannels,
        boolean xyb,
        ColorEncoding color,
        float intensityTarget,
        Opsin opsin,
        Upsampling upsampling) {
    private static final int MAX_EXTRA_CHANNELS = 4;
    private static final int MAX_DEPTH = 24;

    int colorChannels() {
        return color.gray() ? 1 : 3;
    }

    /** Columns once the orientation is applied. */
    int orientedWidth() {
        return orientation > 4 ? height : width;
    }

    int orientedHeight() {
        return orientation > 4 ? width : height;
    }

    static ImageHeader read(BitReader in) throws CodecException {
        if (in.bits(16) != 0x0AFF) {
            throw in.error("The signature of a code stream is missing");
        }
        int[] size = size(in);
        boolean plain = in.bool();
        boolean extra = !plain && in.bool();
        int orientation = extra ? orientation(in) : 1;
        int bits = 8;
        List<Integer> extraChannels = List.of();
        boolean xyb = true;
        ColorEncoding color = ColorEncoding.SRGB;
        if (!plain) {
            bits = depth(in);
            in.bool(); // modular_16bit_buffers: ours have 32 bits
            extraChannels = extraChannels(in);
            xyb = in.bool();
            color = ColorEncoding.read(in);
        }
        float intensityTarget = extra ? intensityTarget(in) : 255;
        if (!plain) {
            in.skipExtensions();
        }
        boolean defaults = in.bool();
        Opsin opsin = !defaults && xyb ? Opsin.read(in) : Opsin.DEFAULT;
        Upsampling upsampling = defaults ? Upsampling.DEFAULT : Upsampling.read(in);
        if (color.hasProfile()) {
            skipProfile(in);
        }
        return new ImageHeader(
                size[0], size[1], orientation, bits, extraChannels, xyb, color, intensityTarget, opsin, upsampling);
    }

    private static int[] size(BitReader in) throws CodecException {
        boolean small = in.bool();
        int height = dimension(in, small);
        int ratio = in.bits(3);
        long width = ratio == 0
                ? dimension(in, small)
                : switch (ratio) {
                    case 1 -> height;
                    case 2 -> height * 6L / 5;
                    case 3 -> height * 4L / 3;
                    case 4 -> height * 3L / 2;
                    case 5 -> height * 16L / 9;
                    case 6 -> height * 5L / 4;
                    default -> height * 2L;
                };
        if (width > 1 << 30) {
            throw in.error("The image is wider than 2^30 columns");
        }
        return new int[] {(int) width, height};
    }

    private static int dimension(BitReader in, boolean small) throws CodecException {
        return small ? 8 * (1 + in.bits(5)) : in.u32(1, 9, 1, 13, 1, 18, 1, 30);
    }

    private static int orientation(BitReader in) throws CodecException {
        int orientation = 1 + in.bits(3);
        if (in.bool()) {
            size(in); // intrinsic size: how large to show it
        }
        if (in.bool()) {
            throw in.error("A preview frame is not supported");
        }
        if (in.bool()) {
            throw in.error("An animation is not supported: a frame must be one image");
        }
        return orientation;
    }

    private static int depth(BitReader in) throws CodecException {
        if (in.bool()) {
            throw in.error("Floating-point samples are not supported");
        }
        int bits = in.u32(8, 0, 10, 0, 12, 0, 1, 6);
        if (bits > MAX_DEPTH) {
            throw in.error("Samples of %d bits are not supported".formatted(bits));
        }
        return bits;
    }

    private static List<Integer> extraChannels(BitReader in) throws CodecException {
        int count = in.u32(0, 0, 1, 0, 2, 4, 1, 12);
        if (count > MAX_EXTRA_CHANNELS) {
            throw in.error("%d extra channels are not supported".formatted(count));
        }
        List<Integer> shifts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shifts.add(in.bool() ? 0 : extraChannel(in));
        }
        return List.copyOf(shifts);
    }

    private static int extraChannel(BitReader in) throws CodecException {
        int type = in.enumerated();
        depth(in);
        int shift = in.u32(0, 0, 3, 0, 4, 0, 1, 3);
        skipName(in);
        switch (type) {
            case 0 -> in.bool();
            case 2 -> {
                in.bits(32); // spot colour: red and green
                in.bits(32); // blue and solidity
            }
            case 5 -> in.u32(1, 0, 0, 2, 3, 4, 19, 8);
            default -> {}
        }
        return shift;
    }

    static void skipName(BitReader in) throws CodecException {
        int length = in.u32(0, 0, 0, 4, 16, 5, 48, 10);
        for (int i = 0; i < length; i++) {
            in.bits(8);
        }
    }

    private static float intensityTarget(BitReader in) throws CodecException {
        if (in.bool()) {
            return 255;
        }
        float target = in.f16();
        in.f16();
        in.bool();
        in.f16();
        if (target <= 0) {
            throw in.error("The intensity target is not positive");
        }
        return target;
    }

    /** The coded ICC profile (Annex E.4) is read over: samples are what they are. */
    private static void skipProfile(BitReader in) throws CodecException {
        long size = in.u64();
        if (size < 0 || size > 1 << 22) {
            throw in.error("The colour profile is longer than 4 MiB");
        }
        EntropyReader reader = new EntropyReader(in, EntropyCode.read(in, 41), 0);
        int last = 0;
        int beforeLast = 0;
        for (long i = 0; i < size; i++) {
            int value = reader.read(i <= 128 ? 0 : profileContext(last, beforeLast)) & 0xFF;
            beforeLast = last;
            last = value;
        }
        reader.finish();
    }

    private static int profileContext(int last, int beforeLast) {
        int first;
        if (isLetter(last)) {
            first = 0;
        } else if (isNumeric(last)) {
            first = 1;
        } else if (last <= 1) {
            first = 2 + last;
        } else if (last < 16) {
            first = 4;
        } else {
            first = last <= 240 ? 7 : last == 255 ? 6 : 5;
        }
        int second;
        if (isLetter(beforeLast)) {
            second = 0;
        } else if (isNumeric(beforeLast)) {
            second = 1;
        } else {
            second = beforeLast < 16 ? 2 : beforeLast > 240 ? 3 : 4;
        }
        return 1 + first + 8 * second;
    }

    private static boolean isLetter(int value) {
        return value >= 'a' && value <= 'z' || value >= 'A' && value <= 'Z';
    }

    private static boolean isNumeric(int value) {
        return value >= '0' && value <= '9' || value == '.' || value == ',';
    }
}
