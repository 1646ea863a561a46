// SQLite file system over pages in memory; a commit hands its dirty pages to IndexedDB in one transaction.
// For: local_db.cpp only. Refuses write-ahead logs and files other than the databases it was given;
// journals live in memory (pragma journal_mode=memory).
#pragma once

#include <cstdint>
#include <string>

namespace zhunru::store {

/// Registers the file system "pages" once and gives it the content of a database (takes over `bytes`, malloc'ed).
void page_vfs_add(const std::string& name, unsigned char* bytes, std::int64_t size, bool keeps);
void page_vfs_drop(const std::string& name);

}  // namespace zhunru::store
