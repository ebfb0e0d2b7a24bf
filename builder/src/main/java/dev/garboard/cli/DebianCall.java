package dev.garboard.cli;

import dev.garboard.base.NoSystemPackagesException;
import dev.garboard.base.NotLockedException;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.lock.LockException;
import dev.garboard.debian.packages.ClosureException;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.image.AssemblyException;
import dev.garboard.layer.LayerException;
import dev.garboard.words.DebianWords;
import dev.garboard.words.ErrorReport;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;

/// Something done with Debian's packages, whose failures have their words in one place.
@FunctionalInterface
interface DebianCall<T> {

  /// Does it.
  T call()
      throws ArchiveException,
          ClosureException,
          UnpackException,
          LockException,
          NotLockedException,
          NoSystemPackagesException,
          LayerException,
          AssemblyException,
          FailureException,
          IOException,
          InterruptedException;

  /// Does it, and gives every failure its words.
  static <T> T run(DebianCall<T> call)
      throws AssemblyException, FailureException, IOException, InterruptedException {
    try {
      return call.call();
    } catch (ArchiveException e) {
      throw DebianWords.of(e).exception();
    } catch (ClosureException e) {
      throw DebianWords.of(e).exception();
    } catch (UnpackException e) {
      throw DebianWords.of(e).exception();
    } catch (LockException e) {
      throw DebianWords.of(e).exception();
    } catch (NotLockedException e) {
      throw DebianWords.of(e).exception();
    } catch (NoSystemPackagesException e) {
      throw DebianWords.of(e).exception();
    } catch (LayerException e) {
      throw ErrorReport.of(e).exception();
    }
  }
}
