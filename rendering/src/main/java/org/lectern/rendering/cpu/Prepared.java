package org.lectern.rendering.cpu;

/**
 * What is known of a volume and a look before rays are traced.
 *
 * @param skips whether empty space is leapt over
 */
record Prepared(Bricks bricks, MatterTable table, EmptySpace space, boolean skips) {}
