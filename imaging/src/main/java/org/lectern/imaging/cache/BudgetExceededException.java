package org.lectern.imaging.cache;

import java.io.IOException;

/** What is visible already takes the whole budget, so that nothing more fits. */
public final class BudgetExceededException extends IOException {
    private static final long serialVersionUID = 1;

    BudgetExceededException(long bytes, long budgetBytes) {
        super(
                "%d MiB more do not fit into the image memory of %d MiB; close other studies or raise the limit in the settings"
                        .formatted(Math.ceilDiv(bytes, 1L << 20), budgetBytes >> 20));
    }
}
