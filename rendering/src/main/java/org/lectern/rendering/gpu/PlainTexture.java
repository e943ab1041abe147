package org.lectern.rendering.gpu;

import com.jogamp.opengl.GL;
import com.jogamp.opengl.GL2ES2;
import com.jogamp.opengl.GL3;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** A table on the device. Owned by the device's thread. */
final class PlainTexture {
    private static final int SPARE_UNIT = 15; // while it is made, so that what is bound for drawing stays so

    private final int target;
    private final int name;

    private PlainTexture(GL3 gl, int target, int filter) {
        int[] names = new int[1];
        gl.glGenTextures(1, names, 0);
        this.target = target;
        this.name = names[0];
        bind(gl, SPARE_UNIT);
        for (int wrap : new int[] {GL.GL_TEXTURE_WRAP_S, GL.GL_TEXTURE_WRAP_T, GL2ES2.GL_TEXTURE_WRAP_R}) {
            gl.glTexParameteri(target, wrap, GL.GL_CLAMP_TO_EDGE);
        }
        gl.glTexParameteri(target, GL.GL_TEXTURE_MIN_FILTER, filter);
        gl.glTexParameteri(target, GL.GL_TEXTURE_MAG_FILTER, filter);
    }

    /** One byte a cell, 255 for 1. */
    static PlainTexture bytes(GL3 gl, int[] size, byte[] cells) {
        PlainTexture texture = new PlainTexture(gl, GL2ES2.GL_TEXTURE_3D, GL.GL_NEAREST);
        texture.fill(gl, size, new Format(GL.GL_R8, GL2ES2.GL_RED, GL.GL_UNSIGNED_BYTE), ByteBuffer.wrap(cells));
        return texture;
    }

    /** Four numbers a cell. */
    static PlainTexture floats(GL3 gl, int[] size, float[] cells) {
        PlainTexture texture = new PlainTexture(gl, GL2ES2.GL_TEXTURE_3D, GL.GL_NEAREST);
        texture.fill(gl, size, new Format(GL.GL_RGBA32F, GL.GL_RGBA, GL.GL_FLOAT), FloatBuffer.wrap(cells));
        return texture;
    }

    /** Rows of cells of four numbers, linear between neighbours where that is asked for. */
    static PlainTexture rows(GL3 gl, int width, int height, float[] cells) {
        PlainTexture texture = new PlainTexture(gl, GL.GL_TEXTURE_2D, GL.GL_LINEAR);
        gl.glTexImage2D(
                GL.GL_TEXTURE_2D, 0, GL.GL_RGBA32F, width, height, 0, GL.GL_RGBA, GL.GL_FLOAT, FloatBuffer.wrap(cells));
        return texture;
    }

    private record Format(int internal, int format, int type) {}

    private void fill(GL3 gl, int[] size, Format format, Buffer cells) {
        gl.glTexImage3D(target, 0, format.internal, size[0], size[1], size[2], 0, format.format, format.type, cells);
    }

    void bind(GL3 gl, int unit) {
        gl.glActiveTexture(GL.GL_TEXTURE0 + unit);
        gl.glBindTexture(target, name);
    }

    void delete(GL3 gl) {
        gl.glDeleteTextures(1, new int[] {name}, 0);
    }
}
