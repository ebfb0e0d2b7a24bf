package dev.garboard.archfixtures.closed;

class Violation {}
