package org.lectern.rendering.gpu;

import com.jogamp.opengl.GL2ES2;
import com.jogamp.opengl.GL3;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.lectern.imaging.geometry.Vector3;

/** A fragment shader run once for each pixel of a picture. Owned by the device's thread. */
final class Program {
    private static final String TRIANGLE = """
            #version 330 core
            void main() {
                vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
                gl_Position = vec4(corner, 0.0, 1.0);
            }
            """;

    private final int name;

    private Program(int name) {
        this.name = name;
    }

    /** Builds the shader in a resource of this package. */
    static Program build(GL3 gl, String resource) {
        int vertex = compile(gl, GL2ES2.GL_VERTEX_SHADER, TRIANGLE, "triangle");
        int fragment = compile(gl, GL2ES2.GL_FRAGMENT_SHADER, source(resource), resource);
        int program = gl.glCreateProgram();
        gl.glAttachShader(program, vertex);
        gl.glAttachShader(program, fragment);
        gl.glLinkProgram(program);
        gl.glDeleteShader(vertex);
        gl.glDeleteShader(fragment);
        int[] isLinked = new int[1];
        gl.glGetProgramiv(program, GL2ES2.GL_LINK_STATUS, isLinked, 0);
        if (isLinked[0] == 0) {
            throw new GpuException("The graphics driver does not link the shader " + resource);
        }
        return new Program(program);
    }

    private static int compile(GL3 gl, int kind, String source, String what) {
        int shader = gl.glCreateShader(kind);
        gl.glShaderSource(shader, 1, new String[] {source}, null);
        gl.glCompileShader(shader);
        int[] isCompiled = new int[1];
        gl.glGetShaderiv(shader, GL2ES2.GL_COMPILE_STATUS, isCompiled, 0);
        if (isCompiled[0] == 0) {
            int[] length = new int[1];
            byte[] log = new byte[4096];
            gl.glGetShaderInfoLog(shader, log.length, length, 0, log, 0);
            throw new GpuException("The graphics driver does not compile the shader %s: %s"
                    .formatted(what, new String(log, 0, length[0], StandardCharsets.UTF_8)));
        }
        return shader;
    }

    private static String source(String resource) {
        try (InputStream in = Program.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new GpuException("The shader " + resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes it the one that runs and whose inputs are set. */
    void use(GL3 gl) {
        gl.glUseProgram(name);
    }

    private int place(GL3 gl, String input) {
        return gl.glGetUniformLocation(name, input); // -1, which is ignored, where the driver dropped it
    }

    void set(GL3 gl, String input, int value) {
        gl.glUniform1i(place(gl, input), value);
    }

    void set(GL3 gl, String input, int first, int second) {
        gl.glUniform2i(place(gl, input), first, second);
    }

    void set(GL3 gl, String input, int first, int second, int third) {
        gl.glUniform3i(place(gl, input), first, second, third);
    }

    void set(GL3 gl, String input, float value) {
        gl.glUniform1f(place(gl, input), value);
    }

    void set(GL3 gl, String input, Vector3 value) {
        gl.glUniform3f(place(gl, input), (float) value.x(), (float) value.y(), (float) value.z());
    }

    void set(GL3 gl, String input, Vector3 value, double fourth) {
        gl.glUniform4f(place(gl, input), (float) value.x(), (float) value.y(), (float) value.z(), (float) fourth);
    }

    /** Draws a picture. */
    void draw(GL3 gl) {
        gl.glDrawArrays(com.jogamp.opengl.GL.GL_TRIANGLES, 0, 3);
    }

    void delete(GL3 gl) {
        gl.glDeleteProgram(name);
    }
}
