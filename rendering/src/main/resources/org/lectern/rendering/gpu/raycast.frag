#version 330 core
// A volume by parallel rays; the twin of cpu.ReferenceRayCaster. Positions are in voxels of the volume, counted from base.
uniform sampler3D volume;
uniform sampler3D labels;
uniform sampler3D sculpt;
uniform sampler3D bricks;   // of 8 cells: least value, most value, whether there are gaps near
uniform sampler3D space;    // of 8 cells: leaps in bricks, 0 full, 255 full with gaps near
uniform sampler2D table;    // two texels for each part: how matter looks at its start and at its end
uniform sampler2D points;   // the transfer function: values in row 0, looks in row 1
uniform sampler2D palette;  // 256 labels a row; alpha -1 hidden, -2 as the value says

uniform ivec3 size;
uniform ivec3 base;
uniform ivec3 texels;       // of volume and labels
uniform float factor;       // voxels for one texel along each axis
uniform ivec3 brickCount;
uniform int reach;          // bricks that a texel's neighbours reach over
uniform int skips;

uniform vec3 middle;        // where the ray through the middle of the picture passes the middle of the depth
uniform vec3 right;         // voxels for one pixel
uniform vec3 down;
uniform vec3 along;         // voxels for one sample
uniform float firstColumn;  // of the pixels drawn, from the middle
uniform float firstRow;
uniform int count;          // samples
uniform float stepMm;
uniform vec3 least;         // of what is kept
uniform vec3 most;
uniform int planes;
uniform vec4 plane[6];      // kept where dot(xyz, position) + w >= 0

uniform int mode;           // 0 composed, 1 largest, 2 smallest
uniform float largest;      // stored value of a texel of 1; 0: texels are values
uniform float shift;
uniform float slope;
uniform float intercept;
uniform int hasPadding;
uniform float padding;
uniform float labelLargest;
uniform float labelShift;
uniform int hasLabels;
uniform int hasSculpt;
uniform int sculptFactor;

uniform int pointCount;
uniform float tableFrom;
uniform float partsPerUnit;
uniform int parts;
uniform vec3 background;

uniform int isLit;
uniform float ambient;
uniform float diffuse;
uniform float specular;
uniform float shininess;
uniform float fullGradient;
uniform vec3 normal;        // of the view, patient space
uniform vec3 gradientX;     // differences along the grid's axes to a gradient in patient space
uniform vec3 gradientY;
uniform vec3 gradientZ;

out vec4 pixel;

const float NOTHING = -3e38;
const float IS_VALUE = -1.5e38;
const float TOLERANCE = 1e-4; // voxels
const float INVISIBLE = 0.001;
const int GAPS = 255;

vec3 texelAt(vec3 position) {
    return clamp((position + vec3(base) + 0.5) / factor - 0.5, vec3(0.0), vec3(texels - 1));
}

// by the hardware; for 16 bits only: some drivers filter 8 bits to 8 bits
float filtered(vec3 position) {
    float texel = textureLod(volume, (position + vec3(base) + 0.5) / (factor * vec3(texels)), 0.0).r;
    // whole numbers come out whole, so that they lie on the right side of a step
    return (floor(texel * largest * 64.0 + 0.5) / 64.0 + shift) * slope + intercept;
}

float stored(ivec3 texel) {
    float there = texelFetch(volume, texel, 0).r;
    return largest > 0.0 ? floor(there * largest + 0.5) + shift : there;
}

float weighed(vec3 position) {
    vec3 texel = texelAt(position);
    vec3 cell = floor(texel);
    vec3 part = texel - cell;
    float sum = 0.0;
    float weights = 0.0;
    for (int i = 0; i < 8; i++) {
        ivec3 side = ivec3(i & 1, i >> 1 & 1, i >> 2 & 1);
        vec3 each = mix(1.0 - part, part, vec3(side));
        float weight = each.x * each.y * each.z;
        float there = stored(min(ivec3(cell) + side, texels - 1));
        if (there > IS_VALUE && !(hasPadding != 0 && there == padding)) {
            sum += weight * there;
            weights += weight;
        } else if (min(each.x, min(each.y, each.z)) > TOLERANCE) {
            return NOTHING;
        }
    }
    return weights > 0.0 ? sum / weights * slope + intercept : NOTHING;
}

bool isInside(vec3 position) {
    return all(greaterThanEqual(position, vec3(-base) - TOLERANCE))
            && all(lessThanEqual(position, vec3(size - 1 - base) + TOLERANCE));
}

float valueAt(vec3 position, bool isWhole) {
    return isWhole ? filtered(position) : weighed(position);
}

int labelOf(ivec3 texel) {
    float there = texelFetch(labels, texel, 0).r;
    return labelLargest > 0.0 ? int(floor(there * labelLargest + 0.5) + labelShift) : int(there);
}

ivec3 nearest(vec3 position) {
    return clamp(ivec3(floor(position + 0.5)) + base, ivec3(0), size - 1);
}

// the part of the eight texels around that bear a label
float indicator(vec3 position, int label) {
    vec3 texel = texelAt(position);
    vec3 cell = floor(texel);
    vec3 part = texel - cell;
    float sum = 0.0;
    for (int i = 0; i < 8; i++) {
        ivec3 side = ivec3(i & 1, i >> 1 & 1, i >> 2 & 1);
        vec3 each = mix(1.0 - part, part, vec3(side));
        if (labelOf(min(ivec3(cell) + side, texels - 1)) == label) {
            sum += each.x * each.y * each.z;
        }
    }
    return sum;
}

// of the values, or of the indicator of a label from 0
float field(vec3 position, int label, bool isWhole) {
    if (!isInside(position)) {
        return NOTHING;
    }
    return label >= 0 ? indicator(position, label) : valueAt(position, isWhole);
}

float difference(vec3 position, vec3 axis, float here, int label, bool isWhole) {
    float after = field(position + axis, label, isWhole);
    float before = field(position - axis, label, isWhole);
    if (after < IS_VALUE) {
        return before < IS_VALUE ? 0.0 : here - before;
    }
    return before < IS_VALUE ? after - here : (after - before) / 2.0;
}

vec3 lit(vec3 colour, vec3 position, float value, int label, bool isWhole) {
    float here = label >= 0 ? indicator(position, label) : value;
    vec3 d = vec3(
            difference(position, vec3(factor, 0.0, 0.0), here, label, isWhole),
            difference(position, vec3(0.0, factor, 0.0), here, label, isWhole),
            difference(position, vec3(0.0, 0.0, factor), here, label, isWhole)) / factor;
    vec3 gradient = vec3(dot(d, gradientX), dot(d, gradientY), dot(d, gradientZ));
    float steepness = length(gradient);
    if (!(steepness > 0.0) || steepness > 1e18) {
        return colour;
    }
    float weight = label >= 0 ? 1.0 : min(1.0, steepness / fullGradient);
    float cosine = min(1.0, abs(dot(gradient, normal)) / steepness);
    float shade = 1.0 - weight + weight * (ambient + diffuse * cosine);
    float shine = specular > 0.0 && cosine > 0.0 ? weight * specular * pow(cosine, shininess) : 0.0;
    return min(vec3(1.0), colour * shade + shine);
}

vec4 exactLook(float value) {
    int above = 0;
    int end = pointCount;
    while (above < end) {
        int mid = (above + end) / 2;
        if (texelFetch(points, ivec2(mid, 0), 0).r <= value) {
            above = mid + 1;
        } else {
            end = mid;
        }
    }
    vec4 look = texelFetch(points, ivec2(max(above - 1, 0), 1), 0);
    if (above > 0 && above < pointCount) {
        float from = texelFetch(points, ivec2(above - 1, 0), 0).r;
        float to = texelFetch(points, ivec2(above, 0), 0).r;
        look = mix(look, texelFetch(points, ivec2(above, 1), 0), (value - from) / (to - from));
    }
    look.a = look.a >= 1.0 ? 1.0 : look.a > 0.0 ? 1.0 - pow(1.0 - look.a, stepMm) : 0.0;
    return look;
}

// colour, and the opacity of one step
vec4 lookOf(float value) {
    float place = clamp((value - tableFrom) * partsPerUnit, 0.0, float(parts));
    float part = min(floor(place), float(parts - 1));
    vec4 look = textureLod(table, vec2((2.0 * part + 0.5 + place - part) / float(2 * parts), 0.5), 0.0);
    return look.a < 0.0 ? exactLook(value) : look;
}

bool isCutAway(ivec3 voxel) {
    return hasSculpt != 0 && texelFetch(sculpt, voxel / sculptFactor, 0).r > 0.5;
}

vec4 ownLook(ivec3 voxel, out int label) {
    label = labelOf(min(voxel / int(factor), texels - 1));
    return label < 0 || label > 0xFFFF
            ? vec4(-2.0)
            : texelFetch(palette, ivec2(label & 0xFF, label >> 8), 0);
}

// cuts a run of positions along the ray to where at + position * change >= 0
void cut(float at, float change, inout float first, inout float last) {
    if (abs(change) < 1e-7) {
        if (at < 0.0) {
            last = first - 1.0;
        }
    } else if (change > 0.0) {
        first = max(first, -at / change);
    } else {
        last = min(last, -at / change);
    }
}

// the number of samples after this one that are surely within a box of bricks
int samplesWithin(vec3 position, ivec3 from, ivec3 to) {
    vec3 low = vec3(from * 8 - base);
    vec3 high = vec3(to * 8 - base);
    float left = 1e6;
    for (int axis = 0; axis < 3; axis++) {
        if (abs(along[axis]) > 1e-7) {
            float face = along[axis] > 0.0 ? high[axis] : low[axis];
            left = min(left, (face - position[axis]) / along[axis]);
        }
    }
    return max(0, int(floor(left - 1e-3)));
}

ivec3 brickAt(vec3 position) {
    return min(nearest(floor(position)) / 8, brickCount - 1);
}

vec3 composed(vec3 ray, float mid, int first, int last) {
    vec3 light = vec3(0.0);
    float transparency = 1.0;
    int known = first - 1; // the last sample of the brick that was looked up
    bool isWhole = false;
    for (int n = first; n <= last; n++) {
        vec3 position = ray + (float(n) - mid) * along;
        if (n > known) {
            ivec3 brick = brickAt(position);
            int leap = int(texelFetch(space, brick, 0).r * 255.0 + 0.5);
            isWhole = largest > 255.0 && (hasPadding == 0 || leap == 0);
            bool isEmpty = skips != 0 && leap != GAPS && leap > reach;
            int more = isEmpty ? leap - 1 - reach : 0;
            known = n + samplesWithin(position, brick - more, brick + more + 1);
            if (isEmpty) {
                n = known;
                continue;
            }
        }
        float value = valueAt(position, isWhole);
        if (value < IS_VALUE) {
            continue;
        }
        vec4 look;
        int label = -1;
        ivec3 voxel = nearest(position);
        if (hasLabels != 0) {
            look = ownLook(voxel, label);
            if (look.a == -1.0) {
                continue;
            }
            if (look.a < 0.0) {
                label = -1;
            }
        }
        if (label < 0) {
            look = lookOf(value);
        }
        if (look.a > 0.0 && !isCutAway(voxel)) {
            vec3 colour = isLit != 0 ? lit(look.rgb, position, value, label, isWhole) : look.rgb;
            light += transparency * look.a * colour;
            transparency *= 1.0 - look.a;
            if (transparency < INVISIBLE) {
                break;
            }
        }
    }
    return light + transparency * background;
}

vec3 projected(vec3 ray, float mid, int first, int last) {
    float sign = mode == 1 ? 1.0 : -1.0;
    float extreme = NOTHING; // times sign
    int known = first - 1;
    bool isWhole = false;
    for (int n = first; n <= last; n++) {
        vec3 position = ray + (float(n) - mid) * along;
        if (n > known) {
            ivec3 brick = brickAt(position);
            vec3 there = texelFetch(bricks, brick, 0).rgb;
            isWhole = largest > 255.0 && (hasPadding == 0 || there.b < 0.5);
            known = n + samplesWithin(position, brick, brick + 1);
            if (skips != 0 && reach == 0 && (there.r > there.g || max(sign * there.r, sign * there.g) <= extreme)) {
                n = known;
                continue;
            }
        }
        float value = valueAt(position, isWhole);
        if (value > IS_VALUE && sign * value > extreme) {
            ivec3 voxel = nearest(position);
            int label;
            if (!isCutAway(voxel) && !(hasLabels != 0 && ownLook(voxel, label).a == -1.0)) {
                extreme = sign * value;
            }
        }
    }
    return extreme < IS_VALUE ? background : lookOf(sign * extreme).rgb;
}

void main() {
    // the first row of the picture is the first row in memory, as it is read back
    vec3 ray = middle + (firstColumn + gl_FragCoord.x - 0.5) * right + (firstRow + gl_FragCoord.y - 0.5) * down;
    float mid = float(count - 1) * 0.5;
    float first = -mid;
    float last = mid;
    for (int axis = 0; axis < 3; axis++) {
        cut(ray[axis] - least[axis] + TOLERANCE, along[axis], first, last);
        cut(most[axis] - ray[axis] + TOLERANCE, -along[axis], first, last);
    }
    for (int i = 0; i < planes; i++) {
        cut(dot(plane[i].xyz, ray) + plane[i].w + TOLERANCE, dot(plane[i].xyz, along), first, last);
    }
    int from = int(ceil(first + mid));
    int to = last < first ? from - 1 : int(floor(last + mid));
    vec3 colour = mode == 0 ? composed(ray, mid, from, to) : projected(ray, mid, from, to);
    pixel = vec4(min(colour, vec3(1.0)), 1.0);
}
