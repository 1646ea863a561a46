#include "server/http/authority_pages.hpp"

namespace zhunru::server::http {

namespace {

constexpr const char* style =
    "body{font:17px/1.6 system-ui,sans-serif;margin:0 auto;max-width:40rem;padding:1.2rem;color:#1b2430;background:#f6f7f9}"
    "h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:1.6rem}a.button{display:block;text-align:center;padding:.9rem;"
    "border-radius:.8rem;background:#1f5fbf;color:#fff;text-decoration:none;margin:.6rem 0}code{word-break:break-all;"
    "font-size:.85rem}section{background:#fff;border-radius:.8rem;padding:.2rem 1rem 1rem;margin:.8rem 0}"
    ".en{color:#5a6675;font-size:.92rem}";

std::string make_page(const std::string& https_url, const std::string& fingerprint) {
  return "<!doctype html><html lang=\"zh-Hans\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width,initial-scale=1\"><title>准入:在手机上使用</title><link rel=\"stylesheet\" "
         "href=\"/ca.css\"></head><body><h1>准入:在手机上使用</h1>"
         "<section><h2>第一步 安装证书</h2><p>这台服务器没有公开的域名,它自己签发证书。手机信任这张证书之后,连接才是加密的。</p>"
         "<p class=\"en\">This server has no public name and signs its own certificate. Once the phone trusts it, the connection is "
         "encrypted.</p><a class=\"button\" href=\"/ca.crt\">下载证书 / Download certificate</a>"
         "<p>SHA-256 指纹,请与服务器屏幕上显示的核对 / compare with the server's screen:<br><code>" +
         fingerprint +
         "</code></p></section><section><h2>iPhone / iPad</h2><p>下载后:设置 → 已下载描述文件 → 安装;再到 设置 → 通用 → 关于本机 → "
         "证书信任设置,打开“准入 Zhunru local authority”。</p><p class=\"en\">Settings → Profile Downloaded → Install; then Settings → "
         "General → About → Certificate Trust Settings, switch it on.</p></section>"
         "<section><h2>Android</h2><p>设置 → 安全 → 更多安全设置 → 加密与凭据 → 安装证书 → CA 证书,选择刚下载的文件。</p>"
         "<p class=\"en\">Settings → Security → Encryption &amp; credentials → Install a certificate → CA certificate.</p></section>"
         "<section><h2>第二步 打开系统</h2><a class=\"button\" href=\"" +
         https_url + "/\">" + https_url +
         "</a></section><section><h2>不安装证书会怎样</h2><p>没有受信任的 TLS,手机浏览器不提供离线使用(Service Worker)、不保证"
         "长期保存数据、不接受登录用的 __Host- Cookie,也不能防止同一网络里的人偷看或改动内容。因此本系统在没有 TLS 时不提供登录,"
         "只有这一页。用完后可以在同一处删除证书。</p><p class=\"en\">Without trusted TLS a phone has no service worker, no persistent "
         "storage, no __Host- cookies for logging in, and no protection against others on the same network. So nothing but this page is "
         "served without it. You can remove the certificate in the same place later.</p></section></body></html>";
}

}  // namespace

AuthorityPages::AuthorityPages(std::string https_url, std::string pem, std::string der, std::string fingerprint)
    : https_url_(std::move(https_url)), pem_(std::move(pem)), der_(std::move(der)), page_(make_page(https_url_, fingerprint)) {}

void AuthorityPages::handle(Request request, Reply reply) {
  Response response;
  if (request.path == "/ca.crt") {
    response = Response::text(200, "application/x-x509-ca-cert", der_);
    response.header("Content-Disposition", "attachment; filename=\"zhunru-ca.crt\"");
  } else if (request.path == "/ca.pem") {
    response = Response::text(200, "application/x-pem-file", pem_);
  } else if (request.path == "/ca.css") {
    response = Response::text(200, "text/css; charset=utf-8", style);
  } else if (request.path == "/" || request.path == "/ca") {
    response = Response::text(200, "text/html; charset=utf-8", page_);
  } else {
    response.status = 302;
    response.header("Location", https_url_ + "/");
  }
  response.header("Cache-Control", "no-store");
  reply(std::move(response));
}

}  // namespace zhunru::server::http
