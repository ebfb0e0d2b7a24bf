package dev.garboard.project;

import java.util.List;

/// What workspace discovery found; see [Project] for the components.
record Workspace(PyProject discovered, PyProject root, List<PyProject> members) {}
