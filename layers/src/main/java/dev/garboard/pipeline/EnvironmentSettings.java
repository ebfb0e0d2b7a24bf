package dev.garboard.pipeline;

import dev.garboard.install.BaseInterpreter;
import dev.garboard.install.InstallLayout;
import dev.garboard.plan.InstallProfile;
import dev.garboard.plan.LayerStrategy;
import dev.garboard.tree.FileTree;

/// The environment that layers are planned for.
///
/// @param additions what lies beside the environment's skeleton, such as a user's entry in `passwd`
public record EnvironmentSettings(
    InstallLayout layout,
    BaseInterpreter interpreter,
    InstallProfile profile,
    LayerStrategy strategy,
    FileTree additions) {}
