#include "tests/fuzz/memory.hpp"

#include <malloc.h>

#include <cstdlib>
#include <new>

namespace {

std::size_t live = 0, highest = 0, at_mark = 0;

void* counted(void* p) {
  if (p) live += malloc_usable_size(p);
  if (live > highest) highest = live;
  return p;
}
void uncounted(void* p) {
  if (p) live -= malloc_usable_size(p);
}

}  // namespace

extern "C" {
void* __real_malloc(std::size_t bytes);
void* __real_calloc(std::size_t items, std::size_t bytes);
void* __real_realloc(void* p, std::size_t bytes);
void __real_free(void* p);

void* __wrap_malloc(std::size_t bytes) { return counted(__real_malloc(bytes)); }
void* __wrap_calloc(std::size_t items, std::size_t bytes) { return counted(__real_calloc(items, bytes)); }
void* __wrap_realloc(void* p, std::size_t bytes) {
  const std::size_t before = p ? malloc_usable_size(p) : 0;
  void* moved = __real_realloc(p, bytes);
  if (moved || bytes == 0) live -= before;
  return counted(moved);
}
void __wrap_free(void* p) {
  uncounted(p);
  __real_free(p);
}
}

void* operator new(std::size_t bytes) {
  if (void* p = __wrap_malloc(bytes == 0 ? 1 : bytes)) return p;
  throw std::bad_alloc();
}
void* operator new[](std::size_t bytes) { return operator new(bytes); }
void operator delete(void* p) noexcept { __wrap_free(p); }
void operator delete(void* p, std::size_t) noexcept { __wrap_free(p); }
void operator delete[](void* p) noexcept { __wrap_free(p); }
void operator delete[](void* p, std::size_t) noexcept { __wrap_free(p); }

namespace zhunru::fuzz {

void mark_memory() { at_mark = highest = live; }
std::size_t memory_since_mark() { return highest - at_mark; }

}  // namespace zhunru::fuzz
