package org.lectern.rendering.gpu;

import com.jogamp.opengl.GL;
import com.jogamp.opengl.GL2ES2;
import com.jogamp.opengl.GL3;
import java.nio.Buffer;

/** A picture on the device, made anew when another size is drawn. Owned by the device's thread. */
final class Canvas {
    private final int internalFormat;
    private final int format;
    private final int type;
    private final int[] texture = new int[1];
    private final int[] frame = new int[1];
    private int width;
    private int height;

    Canvas(int internalFormat, int format, int type) {
        this.internalFormat = internalFormat;
        this.format = format;
        this.type = type;
    }

    /** Makes it what is drawn on, at a size. */
    void begin(GL3 gl, int newWidth, int newHeight) {
        if (frame[0] == 0) {
            gl.glGenFramebuffers(1, frame, 0);
        }
        gl.glBindFramebuffer(GL.GL_FRAMEBUFFER, frame[0]);
        if (newWidth != width || newHeight != height) {
            delete(gl, texture);
            gl.glGenTextures(1, texture, 0);
            gl.glBindTexture(GL.GL_TEXTURE_2D, texture[0]);
            gl.glTexImage2D(GL.GL_TEXTURE_2D, 0, internalFormat, newWidth, newHeight, 0, format, type, null);
            gl.glTexParameteri(GL.GL_TEXTURE_2D, GL.GL_TEXTURE_MIN_FILTER, GL.GL_NEAREST);
            gl.glTexParameteri(GL.GL_TEXTURE_2D, GL.GL_TEXTURE_MAG_FILTER, GL.GL_NEAREST);
            gl.glFramebufferTexture2D(GL.GL_FRAMEBUFFER, GL.GL_COLOR_ATTACHMENT0, GL.GL_TEXTURE_2D, texture[0], 0);
            width = newWidth;
            height = newHeight;
            if (gl.glCheckFramebufferStatus(GL.GL_FRAMEBUFFER) != GL.GL_FRAMEBUFFER_COMPLETE) {
                throw new GpuException("The graphics driver draws no pictures of this kind");
            }
        }
        gl.glViewport(0, 0, width, height);
        gl.glDisable(GL.GL_BLEND);
        gl.glDisable(GL.GL_DEPTH_TEST);
        gl.glDisable(GL.GL_DITHER);
        gl.glDisable(GL2ES2.GL_SCISSOR_TEST);
    }

    /** Waits until it is drawn and copies it, its first row first. */
    void read(GL3 gl, Buffer target) {
        gl.glReadPixels(0, 0, width, height, format, type, target);
    }

    private static void delete(GL3 gl, int[] texture) {
        if (texture[0] != 0) {
            gl.glDeleteTextures(1, texture, 0);
        }
    }
}
