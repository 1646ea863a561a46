/* libsodium's SHA-256 wipes its working memory through sodium_memzero; its own file for that pulls in the whole
   library, so deps.cmake maps the name to this one. The volatile pointer keeps the compiler from dropping it. */
#include <stddef.h>

void zhunru_wipe_memory(void *const memory, const size_t length) {
  volatile unsigned char *p = (volatile unsigned char *)memory;
  for (size_t i = 0; i < length; i++) p[i] = 0;
}
