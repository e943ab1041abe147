/** One search over several archives: questions, answers merged by study, each archive's state, today's worklist. */
package org.lectern.app.retrieval.query;
