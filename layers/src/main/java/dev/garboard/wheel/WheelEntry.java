package dev.garboard.wheel;

import dev.garboard.content.Content;

/// A file of a wheel.
///
/// @param path relative, `/` between segments, without empty, `.` or `..` segments
/// @param executable whether the archive sets any executable bit
/// @param content verified against recorded size and CRC-32 while it is read; a
///   [dev.garboard.content.DeflatedContent] when the archive holds a deflate stream
public record WheelEntry(String path, boolean executable, Content content) {}
