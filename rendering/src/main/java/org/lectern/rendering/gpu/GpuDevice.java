package org.lectern.rendering.gpu;

import com.jogamp.opengl.GL;
import com.jogamp.opengl.GL2ES2;
import com.jogamp.opengl.GL3;
import com.jogamp.opengl.GLCapabilities;
import com.jogamp.opengl.GLContext;
import com.jogamp.opengl.GLDrawableFactory;
import com.jogamp.opengl.GLOffscreenAutoDrawable;
import com.jogamp.opengl.GLProfile;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A graphics processor with an OpenGL context without a window. One thread owns the context; all work is handed to it, so
 * any thread may draw. After the first failure that the driver reports, or when it does not answer, nothing more is drawn
 * with it: every call then throws {@link GpuException} at once.
 */
public final class GpuDevice implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GpuDevice.class);
    private static final long PATIENCE_SECONDS = 30;
    private static final long CLOSING_SECONDS = 2;

    private static final int NVIDIA_MEMORY_KB = 0x9047; // GL_GPU_MEMORY_INFO_DEDICATED_VIDMEM_NVX
    private static final int AMD_FREE_TEXTURES_KB = 0x87FC; // GL_TEXTURE_FREE_MEMORY_ATI
    private static final long USUAL_BUDGET = 1L << 30;

    private final ExecutorService thread;
    private final DriverWatch watch;
    private volatile Optional<Opened> opened = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();

    /**
     * What was found.
     *
     * @param name the driver's name of the device
     * @param version the driver's name of its OpenGL
     * @param isSoftware whether OpenGL is only simulated on the processor
     * @param longest3d voxels along an axis of a 3D texture at most
     * @param budgetBytes how much of the device's memory volumes take together at most
     */
    public record Facts(String name, String version, boolean isSoftware, int longest3d, long budgetBytes) {}

    private record Opened(GLOffscreenAutoDrawable drawable, GL3 gl, Facts facts, VolumeTextures volumes) {}

    /** Work on the thread that owns the context. */
    interface Work<T> {
        T run(GL3 gl, VolumeTextures volumes);
    }

    private GpuDevice(ExecutorService thread, DriverWatch watch) {
        this.thread = thread;
        this.watch = watch;
    }

    /**
     * Finds a device and makes a context on it.
     *
     * @param thread one platform thread of the device's own; ended by whoever made it, after {@link #close}
     * @param budgetBytes how much of the device's memory volumes may take together; else half of it, or 1 GiB where the
     *     driver does not say how much there is
     * @throws GpuException when there is none with OpenGL 3.3, or no display to ask for one
     */
    public static GpuDevice open(ExecutorService thread, OptionalLong budgetBytes, DriverWatch watch) {
        GpuDevice device = new GpuDevice(thread, watch);
        device.opened = Optional.of(device.onThread(() -> create(budgetBytes)));
        return device;
    }

    private static Opened create(OptionalLong budgetBytes) {
        System.setProperty("jogl.disable.opengles", "true"); // else it asks EGL first and prints its failure
        GLOffscreenAutoDrawable drawable;
        try {
            if (!GLProfile.isAvailable(GLProfile.GL3)) {
                throw new GpuException("There is no graphics driver with OpenGL 3.3");
            }
            GLProfile profile = GLProfile.get(GLProfile.GL3);
            GLCapabilities capabilities = new GLCapabilities(profile);
            capabilities.setOnscreen(false);
            capabilities.setDoubleBuffered(false);
            drawable =
                    GLDrawableFactory.getFactory(profile).createOffscreenAutoDrawable(null, capabilities, null, 1, 1);
            drawable.display();
            if (drawable.getContext().makeCurrent() == GLContext.CONTEXT_NOT_CURRENT) {
                throw new GpuException("The graphics driver gives no context");
            }
        } catch (GpuException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new GpuException("OpenGL cannot be had: " + firstLine(e), e);
        }
        GL3 gl = drawable.getGL().getGL3();
        String name = gl.glGetString(GL.GL_RENDERER);
        int[] longest = new int[1];
        gl.glGetIntegerv(GL2ES2.GL_MAX_3D_TEXTURE_SIZE, longest, 0);
        long budget = budgetBytes.orElseGet(() -> memoryBytes(gl).orElse(2 * USUAL_BUDGET) / 2);
        Facts facts = new Facts(name, gl.glGetString(GL.GL_VERSION), isSoftware(name), longest[0], budget);
        gl.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 1);
        gl.glPixelStorei(GL.GL_PACK_ALIGNMENT, 1);
        int[] vertexArray = new int[1];
        gl.glGenVertexArrays(1, vertexArray, 0);
        gl.glBindVertexArray(vertexArray[0]); // core profile draws nothing without one
        return new Opened(drawable, gl, facts, new VolumeTextures(budget, facts.longest3d()));
    }

    private static OptionalLong memoryBytes(GL3 gl) {
        int[] kilobytes = new int[4];
        if (gl.isExtensionAvailable("GL_NVX_gpu_memory_info")) {
            gl.glGetIntegerv(NVIDIA_MEMORY_KB, kilobytes, 0);
        } else if (gl.isExtensionAvailable("GL_ATI_meminfo")) {
            gl.glGetIntegerv(AMD_FREE_TEXTURES_KB, kilobytes, 0);
        }
        return kilobytes[0] > 0 ? OptionalLong.of(kilobytes[0] * 1024L) : OptionalLong.empty();
    }

    private static boolean isSoftware(String renderer) {
        String name = renderer.toLowerCase(Locale.ROOT);
        return name.contains("llvmpipe")
                || name.contains("softpipe")
                || name.contains("swiftshader")
                || name.contains("software")
                || name.contains("gdi generic")
                || name.contains("basic render");
    }

    /** What was found. */
    public Facts facts() {
        return opened.orElseThrow().facts();
    }

    /** Why nothing is drawn with it any more; empty while it works. */
    public Optional<String> failure() {
        return failure;
    }

    /** Runs work on the device and waits for it. */
    <T> T call(Work<T> work) {
        Opened device = opened.orElseThrow(() -> new GpuException("The graphics device is closed"));
        return onThread(() -> {
            T result = work.run(device.gl(), device.volumes());
            int error = device.gl().glGetError();
            if (error != GL.GL_NO_ERROR) {
                throw new GpuException(words(error));
            }
            return result;
        });
    }

    private static String words(int error) {
        return error == GL.GL_OUT_OF_MEMORY
                ? "The graphics memory is full"
                : "The graphics driver reports error %04X".formatted(error);
    }

    private <T> T onThread(Callable<T> work) {
        failure.ifPresent(why -> {
            throw new GpuException(why);
        });
        Future<T> result;
        try {
            result = thread.submit(() -> {
                watch.begin();
                try {
                    return work.call();
                } finally {
                    watch.end();
                }
            });
        } catch (RejectedExecutionException e) {
            throw new GpuException("The graphics thread has ended", e);
        }
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    isInterrupted = true; // what the driver has begun cannot be stopped
                }
            }
        } catch (TimeoutException e) {
            throw lost("The graphics driver has not answered for %d seconds".formatted(PATIENCE_SECONDS), e);
        } catch (ExecutionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            throw cause instanceof VolumeTooLargeException
                    ? new GpuException(firstLine(cause), cause)
                    : lost(firstLine(cause), cause);
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private GpuException lost(String why, Throwable cause) {
        failure = Optional.of(why);
        LOG.warn("the graphics device is used no more: {}", why);
        return new GpuException(why, cause);
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }

    /** Gives the context and all memory of the device back. */
    @Override
    public void close() {
        Optional<Opened> device = opened;
        opened = Optional.empty();
        if (device.isEmpty()) {
            return;
        }
        try {
            thread.submit(() -> {
                        device.get().volumes().clear(device.get().gl());
                        device.get().drawable().getContext().release();
                        device.get().drawable().destroy();
                    })
                    .get(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.debug("the graphics device was not given back", e);
        }
    }
}
