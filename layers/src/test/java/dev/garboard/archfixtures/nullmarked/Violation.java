package dev.garboard.archfixtures.nullmarked;

final class Violation {}
