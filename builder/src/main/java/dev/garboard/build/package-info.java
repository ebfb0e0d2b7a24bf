/// **assemble**, seen whole: one image of one project for one platform, from the selection to the
/// assembled documents. Calls the stages in order and holds what passes between them. Refuses to
/// know flags, settings files, destinations and how many images a run makes.
@NullMarked
package dev.garboard.build;

import org.jspecify.annotations.NullMarked;
