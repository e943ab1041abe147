package org.lectern.rendering.gpu;

import com.jogamp.opengl.GL;
import com.jogamp.opengl.GL2ES2;
import com.jogamp.opengl.GL2ES3;
import com.jogamp.opengl.GL2GL3;
import com.jogamp.opengl.GL3;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

/**
 * A volume as a 3D texture. Integers are kept as unsigned normalised numbers of their own width, signed ones shifted by
 * half their range: a texel times {@link #largest}, rounded, plus {@link #shift} is the stored value to the last bit. In
 * floating-point volumes {@link #NOTHING} stands for what is no number, and {@link #HUGE} for what is infinite. A texel may
 * stand for a block of voxels where a volume is too large for the device.
 */
final class VolumeTexture {
    /** Stands for no value, in textures and in pictures that come back: NaN does not survive every driver. */
    static final float NOTHING = -3e38f;

    private static final float HUGE = 1e30f;
    private static final int CHUNK_BYTES = 32 << 20;

    private final int name;
    private final SampleType type;
    private final int columns;
    private final int rows;
    private final int slices;

    private VolumeTexture(int name, Blocks blocks) {
        this.name = name;
        this.type = blocks.volume().type();
        this.columns = blocks.columns();
        this.rows = blocks.rows();
        this.slices = blocks.slices();
    }

    static long bytes(Volume volume) {
        return bytes(volume, 1);
    }

    /** With blocks of so many voxels along each axis as one texel. */
    static long bytes(Volume volume, int factor) {
        return new Blocks(volume, factor, false).bytes();
    }

    /** Copies a volume to the device, some slices at a time. */
    static VolumeTexture upload(GL3 gl, Volume volume) {
        return upload(gl, new Blocks(volume, 1, false));
    }

    /** Copies a volume to the device more coarsely. */
    static VolumeTexture upload(GL3 gl, Blocks blocks) {
        int[] names = new int[1];
        gl.glGenTextures(1, names, 0);
        VolumeTexture texture = new VolumeTexture(names[0], blocks);
        gl.glBindTexture(GL2ES2.GL_TEXTURE_3D, names[0]);
        for (int wrap : new int[] {GL.GL_TEXTURE_WRAP_S, GL.GL_TEXTURE_WRAP_T, GL2ES2.GL_TEXTURE_WRAP_R}) {
            gl.glTexParameteri(GL2ES2.GL_TEXTURE_3D, wrap, GL.GL_CLAMP_TO_EDGE);
        }
        gl.glTexParameteri(GL2ES2.GL_TEXTURE_3D, GL.GL_TEXTURE_MIN_FILTER, GL.GL_LINEAR);
        gl.glTexParameteri(GL2ES2.GL_TEXTURE_3D, GL.GL_TEXTURE_MAG_FILTER, GL.GL_LINEAR);
        gl.glTexImage3D(
                GL2ES2.GL_TEXTURE_3D,
                0,
                texture.internalFormat(),
                blocks.columns(),
                blocks.rows(),
                blocks.slices(),
                0,
                GL2ES2.GL_RED,
                texture.format(),
                null);
        if (gl.glGetError() != GL.GL_NO_ERROR) {
            gl.glDeleteTextures(1, names, 0);
            throw new VolumeTooLargeException(
                    "The graphics memory has no room for a volume of %d MiB".formatted(blocks.bytes() >> 20));
        }
        texture.fill(gl, blocks);
        return texture;
    }

    private void fill(GL3 gl, Blocks blocks) {
        long sliceBytes = (long) columns * rows * type.bytes();
        int atOnce = Math.clamp(CHUNK_BYTES / sliceBytes, 1, slices);
        ByteBuffer staging =
                ByteBuffer.allocateDirect(Math.toIntExact(atOnce * sliceBytes)).order(ByteOrder.nativeOrder());
        for (int slice = 0; slice < slices; slice += atOnce) {
            int count = Math.min(atOnce, slices - slice);
            stage(blocks.samples(slice, count), MemorySegment.ofBuffer(staging));
            gl.glTexSubImage3D(
                    GL2ES2.GL_TEXTURE_3D,
                    0,
                    0,
                    0,
                    slice,
                    columns,
                    rows,
                    count,
                    GL2ES2.GL_RED,
                    format(),
                    staging.rewind());
        }
    }

    private void stage(MemorySegment source, MemorySegment target) {
        switch (type) {
            case UINT8, UINT16 -> target.copyFrom(source);
            case INT8 -> flip(source, target, 0x8080808080808080L);
            case INT16 -> flip(source, target, 0x8000800080008000L);
            case FLOAT32 -> {
                for (long at = 0; at < source.byteSize(); at += Float.BYTES) {
                    float value = source.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
                    target.set(
                            ValueLayout.JAVA_FLOAT_UNALIGNED,
                            at,
                            Float.isNaN(value) ? NOTHING : Math.clamp(value, -HUGE, HUGE));
                }
            }
        }
    }

    /** Turns two's complement into an unsigned number that is larger by half the range, eight bytes at a time. */
    private static void flip(MemorySegment source, MemorySegment target, long signs) {
        long whole = source.byteSize() & -Long.BYTES;
        for (long at = 0; at < whole; at += Long.BYTES) {
            target.set(ValueLayout.JAVA_LONG_UNALIGNED, at, source.get(ValueLayout.JAVA_LONG_UNALIGNED, at) ^ signs);
        }
        for (long at = whole; at < source.byteSize(); at++) {
            int shift = (int) (at & Long.BYTES - 1) * Byte.SIZE; // little-endian, as every platform that we run on
            target.set(ValueLayout.JAVA_BYTE, at, (byte) (source.get(ValueLayout.JAVA_BYTE, at) ^ (signs >>> shift)));
        }
    }

    private int internalFormat() {
        return switch (type) {
            case INT8, UINT8 -> GL2ES2.GL_R8;
            case INT16, UINT16 -> GL2GL3.GL_R16;
            case FLOAT32 -> GL2ES3.GL_R32F;
        };
    }

    private int format() {
        return switch (type) {
            case INT8, UINT8 -> GL.GL_UNSIGNED_BYTE;
            case INT16, UINT16 -> GL.GL_UNSIGNED_SHORT;
            case FLOAT32 -> GL.GL_FLOAT;
        };
    }

    /** What a texel of 1 stands for; 0 where texels are the values themselves. */
    float largest() {
        return switch (type) {
            case INT8, UINT8 -> 0xFF;
            case INT16, UINT16 -> 0xFFFF;
            case FLOAT32 -> 0;
        };
    }

    /** The stored value at texel 0. */
    float shift() {
        return switch (type) {
            case INT8 -> Byte.MIN_VALUE;
            case INT16 -> Short.MIN_VALUE;
            case UINT8, UINT16, FLOAT32 -> 0;
        };
    }

    long bytes() {
        return (long) columns * rows * slices * type.bytes();
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    int slices() {
        return slices;
    }

    void bind(GL3 gl, int unit) {
        gl.glActiveTexture(GL.GL_TEXTURE0 + unit);
        gl.glBindTexture(GL2ES2.GL_TEXTURE_3D, name);
    }

    void delete(GL3 gl) {
        gl.glDeleteTextures(1, new int[] {name}, 0);
    }
}
