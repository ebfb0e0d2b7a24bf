/// From a `.deb` file to its control data and a tree of files (`deb(5)`), with `/usr` merged. No
/// maintainer script is ever run.
@NullMarked
package dev.garboard.debian.unpack;

import org.jspecify.annotations.NullMarked;
