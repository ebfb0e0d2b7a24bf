package dev.garboard.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Held by one thread of one process at a time, so that work is done once. Only a courtesy: without
/// it the work would be done twice, with the same result. The system frees it when a process dies.
public final class StoreLock implements AutoCloseable {

  private static final long LONGEST_PAUSE_MILLIS = 40;

  // File locks belong to the process: threads need a gate of their own before it.
  private static final ConcurrentMap<Path, Semaphore> GATES = new ConcurrentHashMap<>();

  private final Semaphore gate;
  private final FileChannel channel;

  private StoreLock(Semaphore gate, FileChannel channel) {
    this.gate = gate;
    this.channel = channel;
  }

  /// Waits for the lock that this file is.
  ///
  /// @throws IOException when the file or its directory cannot be written
  public static StoreLock take(Path file) throws IOException, InterruptedException {
    Semaphore gate =
        GATES.computeIfAbsent(file.toAbsolutePath().normalize(), _ -> new Semaphore(1));
    gate.acquire();
    boolean taken = false;
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock(channel);
      taken = true;
      return new StoreLock(gate, channel);
    } finally {
      if (!taken) {
        gate.release();
      }
    }
  }

  /// Asks again and again instead of waiting in the system: that knows processes, not threads, and
  /// takes two processes that each hold one lock and want the other's for a deadlock.
  private static void lock(FileChannel channel) throws IOException, InterruptedException {
    boolean locked = false;
    try {
      for (long pause = 2; !locked; pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS)) {
        locked = tryLock(channel);
        if (!locked) {
          TimeUnit.MILLISECONDS.sleep(pause);
        }
      }
    } catch (ClosedByInterruptException e) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // This process holds it under another name of the same directory.
      return false;
    }
  }

  /// Frees it.
  ///
  /// @throws IOException when the file cannot be closed
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      gate.release();
    }
  }
}
