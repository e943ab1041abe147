#version 330 core
// A plane or slab through a volume; the twin of cpu.ReferenceReslicer.
uniform sampler3D volume;
uniform ivec3 size;
uniform ivec3 base;         // the voxel from which positions are counted
uniform vec3 centre;        // of the picture, in voxels from base
uniform float middleColumn;
uniform float middleRow;
uniform vec3 right;         // voxels for one pixel
uniform vec3 down;
uniform vec3 deep;          // voxels for one millimetre along the normal
uniform int samples;
uniform float thickness;    // mm
uniform int blend;          // 0 mean, 1 largest, 2 smallest
uniform float largest;      // stored value of a texel of 1; 0: texels are values
uniform float shift;
uniform float slope;
uniform float intercept;
uniform int hasPadding;
uniform float padding;

out float value;

const float NOTHING = -3e38;
const float TOLERANCE = 1e-5; // voxels

float stored(ivec3 voxel) {
    float texel = texelFetch(volume, voxel, 0).r;
    return largest > 0.0 ? floor(texel * largest + 0.5) + shift : texel;
}

bool isNothing(float stored) {
    return stored <= 0.5 * NOTHING || (hasPadding != 0 && stored == padding);
}

float interpolated(vec3 position) {
    vec3 least = vec3(-base);
    vec3 most = vec3(size - 1 - base);
    if (any(lessThan(position, least - TOLERANCE)) || any(greaterThan(position, most + TOLERANCE))) {
        return NOTHING;
    }
    vec3 inside = clamp(position, least, most);
    vec3 cell = floor(inside);
    vec3 part = inside - cell;
    ivec3 corner = ivec3(cell) + base;
    float sum = 0.0;
    float weights = 0.0;
    for (int i = 0; i < 8; i++) {
        ivec3 side = ivec3(i & 1, i >> 1 & 1, i >> 2 & 1);
        vec3 each = mix(1.0 - part, part, vec3(side));
        float weight = each.x * each.y * each.z;
        float there = stored(min(corner + side, size - 1));
        if (!isNothing(there)) {
            sum += weight * there;
            weights += weight;
        } else if (min(each.x, min(each.y, each.z)) > TOLERANCE) {
            return NOTHING;
        }
    }
    return sum / weights * slope + intercept;
}

void main() {
    // the first row of the picture is the first row in memory, as it is read back
    vec3 position = centre
            + (gl_FragCoord.x - 0.5 - middleColumn) * right
            + (gl_FragCoord.y - 0.5 - middleRow) * down;
    if (samples == 1) {
        value = interpolated(position);
        return;
    }
    float result = blend == 0 ? 0.0 : blend == 1 ? NOTHING : -NOTHING;
    int there = 0;
    for (int i = 0; i < samples; i++) {
        float offset = thickness * (float(i) / float(samples - 1) - 0.5);
        float sampled = interpolated(position + offset * deep);
        if (sampled > 0.5 * NOTHING) {
            result = blend == 0 ? result + sampled : blend == 1 ? max(result, sampled) : min(result, sampled);
            there++;
        }
    }
    value = there == 0 ? NOTHING : blend == 0 ? result / float(there) : result;
}
