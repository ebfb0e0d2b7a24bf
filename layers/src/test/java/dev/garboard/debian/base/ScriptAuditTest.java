package dev.garboard.debian.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ScriptAuditTest {

  @Test
  void knowsWhatHelpersGenerate() {
    String script =
        """
        #!/bin/sh
        set -e
        # Automatically added by dh_installinit
        if [ "$1" = "configure" ] || [ "$1" = "abort-upgrade" ]; then
          if deb-systemd-helper --quiet was-enabled 'x.service'; then
            update-rc.d x defaults >/dev/null || exit 1
          fi
        fi
        case "$1" in
            configure|reconfigure)
                if which py3compile >/dev/null 2>&1; then
                    py3compile -p python3-x
                fi
            ;;
            *)
                echo "postinst called with unknown argument" >&2
            ;;
        esac
        own_function () {
          ldconfig
        }
        own_function
        VALUE=$(true)
        exit 0
        """;

    assertThat(ScriptAudit.unknownCommands(script)).isEmpty();
  }

  @Test
  void findsCommandsWhereverTheyStand() {
    String script =
        """
        if true; then fc-cache -s; fi
        test -x /usr/bin/gdk && /usr/bin/gdk-pixbuf-query-loaders --update-cache
        X=1 update-mime-database /usr/share/mime | grep x
          configure) adduser --system thing ;;
        """;

    assertThat(ScriptAudit.unknownCommands(script))
        .containsExactly("adduser", "fc-cache", "gdk-pixbuf-query-loaders", "update-mime-database");
  }
}
