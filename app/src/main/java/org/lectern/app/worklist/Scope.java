package org.lectern.app.worklist;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lectern.app.retrieval.Site;
import org.lectern.app.wording.Amounts;

/**
 * Which archives a search asks beside the one of this computer.
 *
 * @param isAll every node that is set up to be searched
 * @param names else these
 */
public record Scope(boolean isAll, Set<String> names) {
    /** This computer only. */
    public static final Scope HERE = new Scope(false, Set.of());

    /** All of them. */
    public static final Scope EVERYWHERE = new Scope(true, Set.of());

    /** Copies the names. */
    public Scope {
        names = isAll ? Set.of() : Set.copyOf(names);
    }

    /** Whether it is this computer alone. */
    public boolean isHere() {
        return !isAll && names.isEmpty();
    }

    /** Whether a site is asked. */
    public boolean has(String site) {
        return isAll || names.contains(site);
    }

    /** With a site asked or not; all of them one by one is everywhere. */
    public Scope with(String site, boolean isAsked, List<String> all) {
        Set<String> chosen = new TreeSet<>(isAll ? all : names);
        if (isAsked) {
            chosen.add(site);
        } else {
            chosen.remove(site);
        }
        return !all.isEmpty() && chosen.containsAll(all) ? EVERYWHERE : new Scope(false, chosen);
    }

    /** The sites that are asked, out of those that there are. */
    public List<Site> of(List<Site> sites) {
        return sites.stream().filter(site -> has(site.name())).toList();
    }

    /** {@code This computer}, {@code All 3 archives}, {@code north}. */
    public String words(List<String> all) {
        List<String> asked = all.stream().filter(this::has).toList();
        if (isHere() || asked.isEmpty()) {
            return "This computer";
        }
        if (asked.size() == all.size() && all.size() > 1) {
            return "All %s".formatted(Amounts.of(all.size(), "archive"));
        }
        return asked.size() == 1 ? "Also " + asked.getFirst() : "Also " + Amounts.of(asked.size(), "archive");
    }
}
