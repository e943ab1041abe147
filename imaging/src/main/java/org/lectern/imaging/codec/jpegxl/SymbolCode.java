package org.lectern.imaging.codec.jpegxl;

/** The distribution of one cluster of contexts: a prefix code or an ANS table, as lookup tables. */
sealed interface SymbolCode permits AnsTable, PrefixCode {}
