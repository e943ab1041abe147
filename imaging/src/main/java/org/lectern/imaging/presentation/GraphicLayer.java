package org.lectern.imaging.presentation;

import java.util.Comparator;
import java.util.List;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/**
 * A layer of drawings (PS3.3 C.10.7).
 *
 * @param order lower ones lie below
 * @param grayscaleValue recommended grey, from 0 for black to 65535 for white
 */
public record GraphicLayer(String name, int order, String description, int grayscaleValue) {
    static List<GraphicLayer> all(DataSet presentationState) {
        return presentationState.items(Tag.GraphicLayerSequence).stream()
                .map(item -> new GraphicLayer(
                        item.text(Tag.GraphicLayer).orElse(""),
                        item.integer(Tag.GraphicLayerOrder).orElse(0),
                        item.text(Tag.GraphicLayerDescription).orElse(""),
                        item.integer(Tag.GraphicLayerRecommendedDisplayGrayscaleValue)
                                .orElse(0xFFFF)))
                .sorted(Comparator.comparingInt(GraphicLayer::order))
                .toList();
    }
}
