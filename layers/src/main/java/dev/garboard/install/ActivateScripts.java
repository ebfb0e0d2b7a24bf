package dev.garboard.install;

/// The text of the scripts that put an environment on a shell's `PATH` and take it off again.
final class ActivateScripts {

  private ActivateScripts() {}

  /// For sh, bash, zsh and ksh.
  static String posix(String environment, String prompt) {
    return """
    # Source this file in sh, bash, zsh or ksh: . bin/activate
    deactivate () {
        if [ -n "${_GARBOARD_OLD_PATH+x}" ]; then
            PATH="$_GARBOARD_OLD_PATH"
            export PATH
            unset _GARBOARD_OLD_PATH
        fi
        if [ -n "${_GARBOARD_OLD_PYTHONHOME+x}" ]; then
            PYTHONHOME="$_GARBOARD_OLD_PYTHONHOME"
            export PYTHONHOME
            unset _GARBOARD_OLD_PYTHONHOME
        fi
        if [ -n "${_GARBOARD_OLD_PS1+x}" ]; then
            PS1="$_GARBOARD_OLD_PS1"
            unset _GARBOARD_OLD_PS1
        fi
        hash -r 2>/dev/null || true
        unset VIRTUAL_ENV VIRTUAL_ENV_PROMPT
        if [ "${1-}" != nondestructive ]; then
            unset -f deactivate
        fi
    }
    deactivate nondestructive
    VIRTUAL_ENV=%1$s
    VIRTUAL_ENV_PROMPT=%2$s
    export VIRTUAL_ENV VIRTUAL_ENV_PROMPT
    _GARBOARD_OLD_PATH="$PATH"
    PATH="$VIRTUAL_ENV/bin:$PATH"
    export PATH
    if [ -n "${PYTHONHOME+x}" ]; then
        _GARBOARD_OLD_PYTHONHOME="$PYTHONHOME"
        unset PYTHONHOME
    fi
    if [ -z "${VIRTUAL_ENV_DISABLE_PROMPT-}" ] && [ -n "${PS1+x}" ]; then
        _GARBOARD_OLD_PS1="$PS1"
        PS1="($VIRTUAL_ENV_PROMPT) $PS1"
    fi
    hash -r 2>/dev/null || true
    """
        .formatted(shellQuote(environment), shellQuote(prompt));
  }

  /// For csh and tcsh.
  static String csh(String environment, String prompt) {
    return """
    # Source this file in csh or tcsh: source bin/activate.csh
    alias deactivate 'test $?_GARBOARD_OLD_PATH != 0 && setenv PATH "$_GARBOARD_OLD_PATH:q" && unset _GARBOARD_OLD_PATH; rehash; test $?_GARBOARD_OLD_PROMPT != 0 && set prompt="$_GARBOARD_OLD_PROMPT:q" && unset _GARBOARD_OLD_PROMPT; unsetenv VIRTUAL_ENV; unsetenv VIRTUAL_ENV_PROMPT; test "\\!:*" != "nondestructive" && unalias deactivate'
    deactivate nondestructive
    setenv VIRTUAL_ENV %1$s
    setenv VIRTUAL_ENV_PROMPT %2$s
    set _GARBOARD_OLD_PATH="$PATH:q"
    setenv PATH "$VIRTUAL_ENV:q/bin:$PATH:q"
    if (! $?VIRTUAL_ENV_DISABLE_PROMPT && $?prompt) then
        set _GARBOARD_OLD_PROMPT="$prompt:q"
        set prompt="($VIRTUAL_ENV_PROMPT:q) $prompt:q"
    endif
    rehash
    """
        .formatted(shellQuote(environment), shellQuote(prompt));
  }

  /// For fish.
  static String fish(String environment, String prompt) {
    return """
    # Source this file in fish: source bin/activate.fish
    function deactivate -d 'Leave the environment'
        if set -q _GARBOARD_OLD_PATH
            set -gx PATH $_GARBOARD_OLD_PATH
            set -e _GARBOARD_OLD_PATH
        end
        if set -q _GARBOARD_OLD_PYTHONHOME
            set -gx PYTHONHOME $_GARBOARD_OLD_PYTHONHOME
            set -e _GARBOARD_OLD_PYTHONHOME
        end
        if functions -q _garboard_old_prompt
            functions -e fish_prompt
            functions -c _garboard_old_prompt fish_prompt
            functions -e _garboard_old_prompt
        end
        set -e VIRTUAL_ENV
        set -e VIRTUAL_ENV_PROMPT
        if test "$argv[1]" != nondestructive
            functions -e deactivate
        end
    end
    deactivate nondestructive
    set -gx VIRTUAL_ENV %1$s
    set -gx VIRTUAL_ENV_PROMPT %2$s
    set -g _GARBOARD_OLD_PATH $PATH
    set -gx PATH "$VIRTUAL_ENV/bin" $PATH
    if set -q PYTHONHOME
        set -g _GARBOARD_OLD_PYTHONHOME $PYTHONHOME
        set -e PYTHONHOME
    end
    if test -z "$VIRTUAL_ENV_DISABLE_PROMPT"; and functions -q fish_prompt
        functions -c fish_prompt _garboard_old_prompt
        function fish_prompt
            printf '(%%s) ' $VIRTUAL_ENV_PROMPT
            _garboard_old_prompt
        end
    end
    """
        .formatted(fishQuote(environment), fishQuote(prompt));
  }

  /// For PowerShell.
  static String powerShell(String environment, String prompt) {
    return """
    # Dot-source this file in PowerShell: . bin/activate.ps1
    function global:deactivate([switch] $NonDestructive) {
        if (Test-Path variable:_GARBOARD_OLD_PATH) {
            $env:PATH = $variable:_GARBOARD_OLD_PATH
            Remove-Variable _GARBOARD_OLD_PATH -Scope Global
        }
        if (Test-Path function:_garboard_old_prompt) {
            $function:prompt = $function:_garboard_old_prompt
            Remove-Item function:_garboard_old_prompt
        }
        Remove-Item env:VIRTUAL_ENV, env:VIRTUAL_ENV_PROMPT -ErrorAction SilentlyContinue
        if (!$NonDestructive) { Remove-Item function:deactivate }
    }
    deactivate -NonDestructive
    $env:VIRTUAL_ENV = %1$s
    $env:VIRTUAL_ENV_PROMPT = %2$s
    New-Variable -Scope Global -Name _GARBOARD_OLD_PATH -Value $env:PATH
    $env:PATH = "$env:VIRTUAL_ENV/bin:" + $env:PATH
    if (!$env:VIRTUAL_ENV_DISABLE_PROMPT) {
        $function:global:_garboard_old_prompt = $function:prompt
        function global:prompt { "($env:VIRTUAL_ENV_PROMPT) " + (_garboard_old_prompt) }
    }
    """
        .formatted(powerShellQuote(environment), powerShellQuote(prompt));
  }

  private static String shellQuote(String text) {
    return "'" + text.replace("'", "'\"'\"'") + "'";
  }

  private static String fishQuote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String powerShellQuote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
