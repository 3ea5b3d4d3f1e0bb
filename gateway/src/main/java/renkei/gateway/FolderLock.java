package renkei.gateway;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import renkei.gateway.files.IoCall;

/** Keeps a second gateway off the same data folder; the system lets go of it when we die. */
final class FolderLock implements AutoCloseable {

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws IllegalStateException if another process holds the folder
   */
  static FolderLock take(Path folder) {
    Path file = folder.resolve("lock");
    return IoCall.get("cannot lock " + file, () -> take(folder, file));
  }

  private static FolderLock take(Path folder, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new IllegalStateException(
          "another gateway runs on "
              + folder
              + "; stop it (ready.json there names its process) or choose another folder with"
              + " --data");
    }
    return new FolderLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  @Override
  public void close() {
    IoCall.run("cannot unlock the data folder", channel::close);
  }
}
