/// The rules that the main code of every module keeps, each proved to bite by a fixture under
/// `dev.garboard.archfixtures`.
@NullMarked
package dev.garboard.architecture;

import org.jspecify.annotations.NullMarked;
