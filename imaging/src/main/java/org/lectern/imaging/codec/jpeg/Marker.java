package org.lectern.imaging.codec.jpeg;

/** Marker codes, T.81 table B.1: the byte after 0xFF. */
final class Marker {
    static final int SOF0 = 0xc0;
    static final int SOF1 = 0xc1;
    static final int SOF2 = 0xc2;
    static final int SOF3 = 0xc3;
    static final int DHT = 0xc4;
    static final int JPG = 0xc8;
    static final int DAC = 0xcc;
    static final int SOF15 = 0xcf;
    static final int RST0 = 0xd0;
    static final int SOI = 0xd8;
    static final int EOI = 0xd9;
    static final int SOS = 0xda;
    static final int DQT = 0xdb;
    static final int DNL = 0xdc;
    static final int DRI = 0xdd;
    static final int DHP = 0xde;
    static final int EXP = 0xdf;
    /** JPEG-LS, T.87. */
    static final int SOF55 = 0xf7;

    private Marker() {}
}
