/// How Garboard itself is packaged: class files that enter an AOT cache, trees of files as
/// archives, a wheel that carries the Java runtime, the buildpackage. Bytes are a function of the
/// files.
///
/// Specifications: JVMS 25 §4.1 and §4.10.1 (class file versions, stack maps), the binary
/// distribution format of wheels, APPNOTE.TXT 6.3.
///
/// Knows no Maven and starts no program: `builder/src/dist/package` runs jlink and Java, and calls
/// this through `garboard package`.
@NullMarked
package dev.garboard.packaging;

import org.jspecify.annotations.NullMarked;
