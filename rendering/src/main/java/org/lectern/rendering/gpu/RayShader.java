package org.lectern.rendering.gpu;

import com.jogamp.opengl.GL3;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.cpu.Bricks;
import org.lectern.rendering.cpu.EmptySpace;
import org.lectern.rendering.raycast.Clip;
import org.lectern.rendering.raycast.Labels;
import org.lectern.rendering.raycast.Lighting;
import org.lectern.rendering.raycast.Mode;
import org.lectern.rendering.raycast.Rays;
import org.lectern.rendering.raycast.Rgb;
import org.lectern.rendering.raycast.Sculpt;
import org.lectern.rendering.raycast.TransferFunction;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/** The shader that casts rays, with the tables that it reads. Owned by the device's thread. */
final class RayShader {
    private static final float HUGE = 3e38f;
    private static final int PALETTE_SIDE = 256;

    private final Program program;
    private final RecentTextures bricks = new RecentTextures(4);
    private final RecentTextures spaces = new RecentTextures(8);
    private final RecentTextures sculpts = new RecentTextures(2);
    private final RecentTextures matters = new RecentTextures(16);
    private final RecentTextures palettes = new RecentTextures(4);

    private record Matter(TransferFunction matter, double stepMm, boolean isPoints) {}

    private record Palette(Map<Integer, Labels.Look> palette, double stepMm) {}

    RayShader(GL3 gl) {
        this.program = Program.build(gl, "raycast.frag");
    }

    /** Makes a scene what is drawn; the volume and its labels are uploaded where they are not there. */
    void prepare(GL3 gl, VolumeTextures volumes, RayScene scene) {
        program.use(gl);
        Optional<Labels> labels =
                scene.look().labels().filter(all -> !all.palette().isEmpty());
        // the labels first: the budget has room for both, and the volume asked for last is evicted last
        Optional<VolumeTexture> segments =
                labels.map(all -> volumes.of(gl, new Blocks(all.segments(), scene.factor(), true)));
        VolumeTexture texture = volumes.of(gl, new Blocks(scene.volume(), scene.factor(), false));
        texture.bind(gl, 0);
        segments.ifPresent(each -> each.bind(gl, 1));
        String[] units = {"volume", "labels", "sculpt", "bricks", "space", "table", "points", "palette"};
        for (int unit = 0; unit < units.length; unit++) {
            program.set(gl, units[unit], unit);
        }
        setValues(gl, scene.volume(), texture);
        program.set(gl, "hasLabels", labels.isPresent() ? 1 : 0);
        program.set(gl, "labelLargest", segments.map(VolumeTexture::largest).orElse(1f));
        program.set(gl, "labelShift", segments.map(VolumeTexture::shift).orElse(0f));
        labels.ifPresent(all -> bindPalette(gl, all, scene.rays().stepMm()));
        setGeometry(gl, scene);
        setBricks(gl, scene);
        setClip(gl, scene);
        setSculpt(gl, scene.look().sculpt());
        setMatter(gl, scene);
        setLight(gl, scene);
    }

    private void setValues(GL3 gl, Volume volume, VolumeTexture texture) {
        program.set(gl, "texels", texture.columns(), texture.rows(), texture.slices());
        program.set(gl, "largest", texture.largest());
        program.set(gl, "shift", texture.shift());
        program.set(gl, "slope", (float) volume.slope());
        program.set(gl, "intercept", (float) volume.intercept());
        program.set(gl, "hasPadding", volume.padding().isPresent() ? 1 : 0);
        program.set(gl, "padding", (float) volume.padding().orElse(0));
    }

    private void setGeometry(GL3 gl, RayScene scene) {
        Grid grid = scene.volume().grid();
        Rays rays = scene.rays();
        Vector3 base = scene.base();
        double spacingMm = scene.view().spacingMm();
        program.set(gl, "size", grid.columns(), grid.rows(), grid.slices());
        program.set(gl, "base", (int) base.x(), (int) base.y(), (int) base.z());
        program.set(gl, "factor", (float) scene.factor());
        program.set(gl, "middle", scene.middle());
        program.set(gl, "right", scene.steps(scene.view().right().times(spacingMm)));
        program.set(gl, "down", scene.steps(scene.view().down().times(spacingMm)));
        program.set(gl, "along", scene.steps(scene.view().normal().times(rays.stepMm())));
        program.set(gl, "count", rays.count());
        program.set(gl, "stepMm", (float) rays.stepMm());
    }

    private void setBricks(GL3 gl, RayScene scene) {
        int[] size = scene.bricks().size();
        bricks.of(gl, scene.bricks(), "", () -> PlainTexture.floats(gl, size, extremes(scene.bricks())))
                .bind(gl, 3);
        spaces.of(
                        gl,
                        scene.space(),
                        "",
                        () -> PlainTexture.bytes(gl, size, scene.space().distances()))
                .bind(gl, 4);
        program.set(gl, "brickCount", size[0], size[1], size[2]);
        program.set(gl, "reach", scene.reach());
        program.set(gl, "skips", scene.skips() ? 1 : 0);
    }

    /** Least and most value of each brick, and 1 where there are gaps in it or in a neighbour. */
    private static float[] extremes(Bricks bricks) {
        byte[] gaps = new EmptySpace(bricks, brick -> false).distances();
        float[] cells = new float[4 * bricks.count()];
        for (int brick = 0; brick < bricks.count(); brick++) {
            cells[4 * brick] = Math.clamp(bricks.lowest(brick), -HUGE, HUGE);
            cells[4 * brick + 1] = Math.clamp(bricks.highest(brick), -HUGE, HUGE);
            cells[4 * brick + 2] = gaps[brick] == EmptySpace.GAPS ? 1 : 0;
        }
        return cells;
    }

    private void setClip(GL3 gl, RayScene scene) {
        Affine toPatient = scene.volume().indexToPatient();
        Vector3 base = toPatient.apply(scene.base());
        program.set(gl, "least", scene.least());
        program.set(gl, "most", scene.most());
        List<Clip.HalfSpace> planes = scene.look().clip().planes();
        program.set(gl, "planes", planes.size());
        for (int i = 0; i < planes.size(); i++) {
            Vector3 normal = planes.get(i).normal();
            Vector3 perVoxel =
                    new Vector3(normal.dot(toPatient.i()), normal.dot(toPatient.j()), normal.dot(toPatient.k()));
            double length = perVoxel.length(); // so that its distances are in voxels too
            program.set(
                    gl,
                    "plane[" + i + "]",
                    perVoxel.times(1 / length),
                    (base.dot(normal) - planes.get(i).distanceMm()) / length);
        }
    }

    private void setSculpt(GL3 gl, Optional<Sculpt> sculpt) {
        Optional<Sculpt> cut = sculpt.filter(each -> !each.isWhole());
        program.set(gl, "hasSculpt", cut.isPresent() ? 1 : 0);
        program.set(gl, "sculptFactor", cut.map(Sculpt::factor).orElse(1));
        cut.ifPresent(each -> sculpts.of(gl, each, "", () -> PlainTexture.bytes(gl, each.size(), each.bytes()))
                .bind(gl, 2));
    }

    private void setMatter(GL3 gl, RayScene scene) {
        boolean isComposed = scene.look().mode() == Mode.COMPOSITE;
        TransferFunction matter =
                isComposed ? scene.look().matter() : scene.look().projection();
        double stepMm = scene.rays().stepMm();
        MatterTexels texels = new MatterTexels(matter, stepMm);
        matters.of(
                        gl,
                        this,
                        new Matter(matter, stepMm, false),
                        () -> PlainTexture.rows(gl, 2 * MatterTexels.PARTS, 1, texels.parts()))
                .bind(gl, 5);
        matters.of(
                        gl,
                        this,
                        new Matter(matter, stepMm, true),
                        () -> PlainTexture.rows(gl, texels.pointCount(), 2, texels.points()))
                .bind(gl, 6);
        program.set(gl, "pointCount", texels.pointCount());
        program.set(gl, "tableFrom", texels.from());
        program.set(gl, "partsPerUnit", texels.partsPerUnit());
        program.set(gl, "parts", MatterTexels.PARTS);
        program.set(
                gl,
                "mode",
                switch (scene.look().mode()) {
                    case COMPOSITE -> 0;
                    case MIP -> 1;
                    case MINIP -> 2;
                });
        Rgb background = scene.look().background();
        program.set(gl, "background", new Vector3(background.red(), background.green(), background.blue()));
    }

    private void bindPalette(GL3 gl, Labels labels, double stepMm) {
        palettes.of(
                        gl,
                        this,
                        new Palette(labels.palette(), stepMm),
                        () -> PlainTexture.rows(gl, PALETTE_SIDE, PALETTE_SIDE, palette(labels.palette(), stepMm)))
                .bind(gl, 7);
    }

    private static float[] palette(Map<Integer, Labels.Look> palette, double stepMm) {
        float[] texels = new float[4 * PALETTE_SIDE * PALETTE_SIDE];
        Arrays.fill(texels, -2);
        palette.forEach((label, look) -> {
            texels[4 * label] = (float) look.colour().red();
            texels[4 * label + 1] = (float) look.colour().green();
            texels[4 * label + 2] = (float) look.colour().blue();
            texels[4 * label + 3] =
                    look.visible() ? (float) TransferFunction.overStep(look.opacityPerMm(), stepMm) : -1;
        });
        return texels;
    }

    private void setLight(GL3 gl, RayScene scene) {
        Lighting light = scene.look().lighting();
        Affine patientToIndex = scene.patientToIndex();
        program.set(gl, "isLit", light.isFlat() ? 0 : 1);
        program.set(gl, "ambient", (float) light.ambient());
        program.set(gl, "diffuse", (float) light.diffuse());
        program.set(gl, "specular", (float) light.specular());
        program.set(gl, "shininess", (float) light.shininess());
        program.set(gl, "fullGradient", (float) light.fullGradientPerMm());
        program.set(gl, "normal", scene.view().normal());
        program.set(gl, "gradientX", patientToIndex.i());
        program.set(gl, "gradientY", patientToIndex.j());
        program.set(gl, "gradientZ", patientToIndex.k());
    }

    /** Draws a part of the picture; its first pixel is given from the middle of the whole. */
    void draw(GL3 gl, double firstColumn, double firstRow) {
        program.set(gl, "firstColumn", (float) firstColumn);
        program.set(gl, "firstRow", (float) firstRow);
        program.draw(gl);
    }
}
