#include "server/command_line/data_dir.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

namespace zhunru::server::command_line {

namespace fs = std::filesystem;

base::Result<std::unique_ptr<DataLock>> DataLock::take(const DataFiles& files) {
  std::error_code error;
  if (!fs::exists(files.folder, error)) {
    fs::create_directories(files.folder, error);
    fs::permissions(files.folder, fs::perms::owner_all, error);
  }
  const int descriptor = ::open((files.folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return base::make_error("data-dir", "数据目录不能写入。", "The data directory cannot be written.",
                            files.folder + ": " + std::strerror(errno));
  }
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return base::make_error("data-dir-in-use", "数据目录正被另一个 zhunru 使用;先停掉它。",
                            "Another zhunru uses this data directory; stop it first.", files.folder);
  }
  return std::unique_ptr<DataLock>(new DataLock(descriptor));
}

DataLock::~DataLock() { ::close(descriptor_); }

base::Result<void> erase(const DataFiles& files) {
  for (const std::string& file : {files.log(), files.vault(), files.attachments(), files.notices()}) {
    for (const char* side : {"", "-wal", "-shm", "-journal"}) {
      std::error_code error;
      fs::remove(file + side, error);
      if (error) {
        return base::make_error("data-dir", "旧数据删除失败。", "Old data cannot be deleted.", file + side + ": " + error.message());
      }
    }
  }
  return {};
}

}  // namespace zhunru::server::command_line
