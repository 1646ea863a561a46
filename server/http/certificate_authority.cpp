#include "server/http/certificate_authority.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

namespace zhunru::server::http {

namespace {

struct Free {
  void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
  void operator()(X509* p) const { X509_free(p); }
  void operator()(BIO* p) const { BIO_free(p); }
  void operator()(X509_EXTENSION* p) const { X509_EXTENSION_free(p); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Certificate = std::unique_ptr<X509, Free>;
using Bio = std::unique_ptr<BIO, Free>;

base::Error failed(const char* what) {
  return base::make_error("tls", std::string("证书处理失败:") + what, std::string("Handling certificates failed: ") + what, what);
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<std::size_t>(size));
}

std::string pem_of(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), certificate);
  return text_of(bio.get());
}

std::string pem_of(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  return text_of(bio.get());
}

bool extend(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, Free> extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// A certificate for `key` in the name `name`, signed by `signer`; when `issuer` is null it signs itself.
Certificate sign(EVP_PKEY* key, const std::string& name, X509* issuer, EVP_PKEY* signer, long days,
                 const std::vector<std::pair<int, std::string>>& extensions) {
  Certificate out(X509_new());
  X509_set_version(out.get(), 2);
  unsigned char serial[16];
  if (RAND_bytes(serial, sizeof serial) != 1) return nullptr;
  serial[0] &= 0x7f;
  BIGNUM* number = BN_bin2bn(serial, sizeof serial, nullptr);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(out.get()));
  BN_free(number);
  X509_gmtime_adj(X509_getm_notBefore(out.get()), -86'400);
  X509_gmtime_adj(X509_getm_notAfter(out.get()), days * 86'400);
  X509_set_pubkey(out.get(), key);
  X509_NAME* subject = X509_get_subject_name(out.get());
  X509_NAME_add_entry_by_txt(subject, "O", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("Zhunru"), -1, -1, 0);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(out.get(), issuer != nullptr ? X509_get_subject_name(issuer) : subject);
  X509* authority = issuer != nullptr ? issuer : out.get();
  for (const auto& [kind, value] : extensions) {
    if (!extend(out.get(), authority, kind, value)) return nullptr;
  }
  if (X509_sign(out.get(), signer, EVP_sha256()) == 0) return nullptr;
  return out;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

bool write_private(const std::filesystem::path& path, const std::string& text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return false;
  const bool good = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
  ::close(file);
  return good;
}

struct Authority {
  Key key;
  Certificate certificate;
};

base::Result<Authority> authority(const std::filesystem::path& folder) {
  const auto certificate_path = folder / "authority.pem";
  const auto key_path = folder / "authority.key";
  Authority out;
  if (std::filesystem::exists(certificate_path) && std::filesystem::exists(key_path)) {
    const std::string certificate_text = read_file(certificate_path);
    const std::string key_text = read_file(key_path);
    const Bio certificate_bio(BIO_new_mem_buf(certificate_text.data(), static_cast<int>(certificate_text.size())));
    const Bio key_bio(BIO_new_mem_buf(key_text.data(), static_cast<int>(key_text.size())));
    out.certificate.reset(PEM_read_bio_X509(certificate_bio.get(), nullptr, nullptr, nullptr));
    out.key.reset(PEM_read_bio_PrivateKey(key_bio.get(), nullptr, nullptr, nullptr));
    if (!out.certificate || !out.key) return failed("authority.pem / authority.key cannot be read");
    return out;
  }
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  ::chmod(folder.c_str(), 0700);
  out.key.reset(EVP_EC_gen("P-256"));
  if (!out.key) return failed("no key");
  const std::string key_pem = pem_of(out.key.get());
  out.certificate = sign(out.key.get(), "准入 Zhunru local authority", nullptr, out.key.get(), 3650,
                         {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                          {NID_key_usage, "critical,keyCertSign,cRLSign"},
                          {NID_subject_key_identifier, "hash"}});
  if (!out.certificate) return failed("no authority certificate");
  if (!write_private(key_path, key_pem) || !write_private(certificate_path, pem_of(out.certificate.get()))) {
    return failed("the data directory cannot be written");
  }
  return out;
}

bool is_address(const std::string& name) {
  unsigned char buffer[16];
  return inet_pton(AF_INET, name.c_str(), buffer) == 1 || inet_pton(AF_INET6, name.c_str(), buffer) == 1;
}

}  // namespace

base::Result<Identity> make_identity(const std::string& folder, const std::vector<std::string>& names) {
  ZHUNRU_TRY(ca, authority(folder));
  const Key key(EVP_EC_gen("P-256"));
  if (!key) return failed("no key");
  std::string alternative;
  for (const auto& name : names) {
    alternative += (alternative.empty() ? "" : ",") + std::string(is_address(name) ? "IP:" : "DNS:") + name;
  }
  // 397 days: phones refuse longer ones.
  const Certificate certificate =
      sign(key.get(), names.empty() ? "localhost" : names.front(), ca.certificate.get(), ca.key.get(), 397,
           {{NID_basic_constraints, "critical,CA:FALSE"},
            {NID_key_usage, "critical,digitalSignature"},
            {NID_ext_key_usage, "serverAuth"},
            {NID_subject_alt_name, alternative},
            {NID_authority_key_identifier, "keyid"}});
  if (!certificate) return failed("no server certificate");
  Identity out;
  out.authority_pem = pem_of(ca.certificate.get());
  out.certificate_chain = pem_of(certificate.get()) + out.authority_pem;
  out.private_key = pem_of(key.get());
  unsigned char* der = nullptr;
  const int size = i2d_X509(ca.certificate.get(), &der);
  if (size <= 0) return failed("authority certificate");
  out.authority_der.assign(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  X509_digest(ca.certificate.get(), EVP_sha256(), digest, &length);
  for (unsigned int i = 0; i < length; ++i) {
    char two[4];
    std::snprintf(two, sizeof two, "%s%02X", i == 0 ? "" : ":", digest[i]);
    out.fingerprint += two;
  }
  return out;
}

std::vector<std::string> local_addresses() {
  std::vector<std::string> out;
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) return out;
  for (const ifaddrs* entry = list; entry != nullptr; entry = entry->ifa_next) {
    if (entry->ifa_addr == nullptr || entry->ifa_addr->sa_family != AF_INET) continue;
    if ((entry->ifa_flags & IFF_LOOPBACK) != 0 || (entry->ifa_flags & IFF_UP) == 0) continue;
    char text[INET_ADDRSTRLEN];
    inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(entry->ifa_addr)->sin_addr, text, sizeof text);
    out.emplace_back(text);
  }
  freeifaddrs(list);
  std::stable_sort(out.begin(), out.end(), [](const std::string& a, const std::string& b) {
    const auto rank = [](const std::string& s) { return s.starts_with("192.168.") ? 0 : s.starts_with("10.") ? 1 : 2; };
    return rank(a) < rank(b);
  });
  return out;
}

}  // namespace zhunru::server::http
