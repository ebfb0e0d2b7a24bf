package dev.garboard.archfixtures.imports.tree;

public final class Leaf {}
