// Counts what a program takes from the heap: live bytes and their highest mark, through operator new and (by the linker's
// --wrap) every malloc of the libraries that are linked in. For tests of one thread.
#pragma once

#include <cstddef>

namespace zhunru::fuzz {

/// Forgets the mark: it is what is live now.
void mark_memory();
/// Highest number of live bytes since mark_memory(), above those live then.
std::size_t memory_since_mark();

}  // namespace zhunru::fuzz
