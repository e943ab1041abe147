package org.lectern.app.retrieval.query;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lectern.imaging.archive.SearchText;

/**
 * Where in the body a study looks, as far as Body Part Examined (0018,0015; PS3.16 Annex L) or the words of its
 * description tell, in English or German.
 */
public enum BodyRegion {
    /** Skull, brain, face, sinuses. */
    HEAD("Head", "head skull brain face sinus orbit iac ear tmj jaw mandible maxilla dental", "kopf schadel hirn nnh"),
    /** Soft tissue and spine of the neck. */
    NECK("Neck", "neck carotid thyroid larynx cspine", "hals schilddruse hws"),
    /** Chest with lungs, heart, ribs. */
    CHEST("Chest", "chest thorax lung heart cardiac coronary rib mediastinum pulmonary", "lunge herz rippe"),
    /** Breast. */
    BREAST("Breast", "breast mammo mammography mammogram tomosynthesis", "brust mamma mammographie"),
    /** Abdomen and its organs. */
    ABDOMEN("Abdomen", "abdomen liver kidney pancreas spleen bowel colon gallbladder renal", "leber niere oberbauch"),
    /** Pelvis with hips. */
    PELVIS("Pelvis", "pelvis hip prostate bladder uterus sacrum rectum", "becken hufte prostata"),
    /** The spine below the neck, or the whole of it. */
    SPINE("Spine", "spine tspine lspine vertebra lumbar thoracic sspine", "wirbelsaule bws lws"),
    /** Shoulder to hand. */
    UPPER_LIMB("Arm", "shoulder arm humerus elbow forearm wrist hand finger clavicle scapula", "schulter ellenbogen"),
    /** Thigh to foot. */
    LOWER_LIMB("Leg", "leg femur knee tibia ankle foot toe calcaneus extremity", "bein knie fuss sprunggelenk"),
    /** Everything. */
    WHOLE_BODY("Whole body", "wholebody", "ganzkorper");

    private static final Map<BodyRegion, List<String>> TERMS = Arrays.stream(values())
            .collect(Collectors.toMap(region -> region, region -> List.of(region.terms.split(" "))));

    private final String words;
    private final String terms;

    BodyRegion(String words, String english, String german) {
        this.words = words;
        this.terms = english + " " + german;
    }

    /** The regions that a study's Body Part Examined and description name; none when neither says. */
    public static Set<BodyRegion> of(String bodyPart, String description) {
        Set<BodyRegion> regions = EnumSet.noneOf(BodyRegion.class);
        String text = (bodyPart + " " + description).toLowerCase(Locale.ROOT).replace("whole body", "wholebody");
        for (String word : SearchText.words(text.replaceAll("[^\\p{L}\\p{M}]+", " "))) {
            TERMS.forEach((region, terms) -> {
                if (terms.stream().anyMatch(term -> matches(word, term))) {
                    regions.add(region);
                }
            });
        }
        return regions;
    }

    /** Short terms are words of their own; longer ones may have an ending or be part of a German compound. */
    private static boolean matches(String word, String term) {
        return term.length() < 5 ? word.equals(term) || word.equals(term + "s") : word.contains(term);
    }

    @Override
    public String toString() {
        return words;
    }
}
