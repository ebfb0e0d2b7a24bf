package dev.garboard.wheel;

/// A script that an installer writes: `name = module:function`.
public record EntryPoint(String name, String module, String function) {

  /// What the script imports from the module.
  public String importName() {
    int dot = function.indexOf('.');
    return dot < 0 ? function : function.substring(0, dot);
  }
}
