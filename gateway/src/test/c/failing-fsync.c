/* Preloaded, it lets every third fsync and fdatasync fail with EIO while the file named by FAILING_FSYNC exists. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static int fails(void) {
  static atomic_int calls;
  const char *switched_on = getenv("FAILING_FSYNC");
  return switched_on != NULL && access(switched_on, F_OK) == 0 && atomic_fetch_add(&calls, 1) % 3 == 0;
}

static int refused(void) {
  errno = EIO;
  return -1;
}

int fsync(int file) {
  return fails() ? refused() : (int) syscall(SYS_fsync, file);
}

int fdatasync(int file) {
  return fails() ? refused() : (int) syscall(SYS_fdatasync, file);
}
