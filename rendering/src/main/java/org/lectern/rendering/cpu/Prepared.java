package org.lectern.rendering.cpu;

/**
 * What is known of a volume and a look before rays are traced, for all threads.
 *
 * @param shines highlights by the cosine, as {@link Shade} makes them
 * @param skips whether empty space is leapt over
 */
record Prepared(Bricks bricks, MatterTable table, EmptySpace space, boolean skips, Marks marks, float[] shines) {}
