// HTTP, push, address bar, clipboard, files: the C++ side of client/web/glue/net.js.
#include "client/platform/browser_ports.hpp"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include <map>

#include "client/platform/callbacks.hpp"

EM_JS_DEPS(zhunru_ports, "$UTF8ToString,$stringToNewUTF8");
EM_JS(void, zh_js_want, (), { ZH.want(); });
EM_JS(void, zh_js_send, (int id, const char* method, const char* url, const char* headers, const char* body, int length, int timeout), {
    ZH.net.send(id, UTF8ToString(method), UTF8ToString(url), UTF8ToString(headers), length ? HEAPU8.slice(body, body + length) : null, timeout);
});
EM_JS(void, zh_js_push_open, (const char* url, const char* types), {
    const list = UTF8ToString(types);
    ZH.net.open(UTF8ToString(url), list ? list.split(' ') : []);
});
EM_JS(void, zh_js_push_close, (), { ZH.net.close(); });
EM_JS(double, zh_js_wall, (), { return Date.now(); });
EM_JS(int, zh_js_online, (), { return navigator.onLine ? 1 : 0; });
EM_JS(char*, zh_js_route, (), { return stringToNewUTF8(ZH.view.route()); });
EM_JS(void, zh_js_navigate, (const char* route, int replace), { ZH.view.navigate(UTF8ToString(route), !!replace); });
EM_JS(void, zh_js_back, (), { history.back(); });
EM_JS(void, zh_js_copy, (int id, const char* text), { ZH.net.copy(id, UTF8ToString(text)); });
EM_JS(int, zh_js_share, (const char* title, const char* text, const char* url), {
    if (!navigator.share) return 0;
    const data = { title: UTF8ToString(title), text: UTF8ToString(text) };
    const link = UTF8ToString(url);
    if (link) data.url = link;
    navigator.share(data).catch(() => {});
    return 1;
});
EM_JS(void, zh_js_pick, (int id, const char* accept, int camera, int limit), { ZH.files.pick(id, UTF8ToString(accept), !!camera, limit); });
EM_JS(void, zh_js_keep_file, (const char* key, const char* about, const char* bytes, int length), {
    ZH.files.keep(UTF8ToString(key), UTF8ToString(about), bytes, length);
});
EM_JS(void, zh_js_forget_file, (const char* key), { ZH.files.forget(UTF8ToString(key)); });
EM_JS(void, zh_js_kept_files, (int id), { ZH.files.kept(id); });
EM_JS(void, zh_js_open, (const char* url), { window.open(UTF8ToString(url), '_blank', 'noopener'); });
EM_JS(void, zh_js_save, (const char* name, const char* type, const char* bytes, int length), {
    ZH.net.save(UTF8ToString(name), UTF8ToString(type), bytes, length);
});
EM_JS(void, zh_js_print, (const char* title, const char* text), { ZH.net.print(UTF8ToString(title), UTF8ToString(text)); });
EM_JS(void, zh_js_title, (const char* title), { document.title = UTF8ToString(title); });
EM_JS(void, zh_js_language, (const char* lang), { document.documentElement.lang = UTF8ToString(lang); });
EM_JS(void, zh_js_vibrate, (int ms), { if (navigator.vibrate) navigator.vibrate(ms); });
EM_JS(void, zh_js_random, (unsigned char* out, int count), {
    const bytes = new Uint8Array(count);
    crypto.getRandomValues(bytes);
    HEAPU8.set(bytes, out);
});
EM_JS(void, zh_js_after, (int id, int ms), { setTimeout(() => ZH.call('zh_done', id, 1), ms); });
EM_JS(void, zh_js_reload, (), { location.reload(); });

namespace zhunru::platform {
namespace {

Callbacks<HttpResponse>& http_callbacks() {
    static Callbacks<HttpResponse> it;
    return it;
}

EventStream::Handlers& push_handlers() {
    static EventStream::Handlers it;
    return it;
}

std::map<std::int32_t, std::vector<PickedFile>>& picked_files() {
    static std::map<std::int32_t, std::vector<PickedFile>> it;
    return it;
}

void json_string(std::string& out, std::string_view text) {
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') out += '\\';
        if (byte < 0x20) {
            out += "\\u00";
            out += hex[byte >> 4U];
            out += hex[byte & 15U];
        } else {
            out += c;
        }
    }
    out += '"';
}

class BrowserHttp final : public Http {
public:
    void send(HttpRequest r, std::function<void(HttpResponse)> done) override {
        std::string headers = "{";
        for (const auto& [name, value] : r.headers) {
            if (headers.size() > 1) headers += ',';
            json_string(headers, name);
            headers += ':';
            json_string(headers, value);
        }
        headers += '}';
        const std::int32_t id = http_callbacks().keep(std::move(done));
        zh_js_send(id, r.method.c_str(), r.url.c_str(), headers.c_str(), r.body.data(), static_cast<int>(r.body.size()), r.timeout_ms);
    }
};

class BrowserPush final : public EventStream {
public:
    void open(std::string url, std::vector<std::string> types, Handlers handlers) override {
        push_handlers() = std::move(handlers);
        std::string list;
        for (const std::string& t : types) list += list.empty() ? t : " " + t;
        zh_js_push_open(url.c_str(), list.c_str());
    }
    void close() override {
        zh_js_push_close();
        push_handlers() = {};
    }
};

class RealBrowser final : public Browser {
public:
    std::int64_t monotonic_ms() const override { return static_cast<std::int64_t>(emscripten_get_now()); }
    std::int64_t wall_ms() const override { return static_cast<std::int64_t>(zh_js_wall()); }
    bool online() const override { return zh_js_online() != 0; }
    std::string route() const override {
        char* text = zh_js_route();
        std::string out(text);
        std::free(text);
        return out;
    }
    void navigate(std::string_view route, bool replace) override { zh_js_navigate(std::string(route).c_str(), replace ? 1 : 0); }
    void back() override { zh_js_back(); }
    void copy_text(std::string_view text, std::function<void(bool)> done) override {
        zh_js_copy(done_callbacks().keep(std::move(done)), std::string(text).c_str());
    }
    bool share(std::string_view title, std::string_view text, std::string_view url) override {
        return zh_js_share(std::string(title).c_str(), std::string(text).c_str(), std::string(url).c_str()) != 0;
    }
    void pick_file(std::string_view accept, bool camera, std::int32_t limit, std::function<void(std::vector<PickedFile>)> done) override {
        zh_js_pick(expect_files(std::move(done)), std::string(accept).c_str(), camera ? 1 : 0, limit);
    }
    void keep_file(std::string_view key, std::string_view about, std::string_view bytes) override {
        zh_js_keep_file(std::string(key).c_str(), std::string(about).c_str(), bytes.data(), static_cast<int>(bytes.size()));
    }
    void forget_file(std::string_view key) override { zh_js_forget_file(std::string(key).c_str()); }
    void kept_files(std::function<void(std::vector<PickedFile>)> done) override { zh_js_kept_files(expect_files(std::move(done))); }
    void open_url(std::string_view url) override { zh_js_open(std::string(url).c_str()); }
    void save_file(std::string_view name, std::string_view mime, std::string_view bytes) override {
        zh_js_save(std::string(name).c_str(), std::string(mime).c_str(), bytes.data(), static_cast<int>(bytes.size()));
    }
    void print_text(std::string_view title, std::string_view text) override {
        zh_js_print(std::string(title).c_str(), std::string(text).c_str());
    }
    void set_title(std::string_view title) override { zh_js_title(std::string(title).c_str()); }
    void set_language(std::string_view lang) override { zh_js_language(std::string(lang).c_str()); }
    void vibrate(std::int32_t ms) override { zh_js_vibrate(ms); }
    std::string random_bytes(std::int32_t count) override {
        std::string out(static_cast<std::size_t>(count), '\0');
        zh_js_random(reinterpret_cast<unsigned char*>(out.data()), count);
        return out;
    }
    void after(std::int32_t ms, std::function<void()> call) override {
        zh_js_after(done_callbacks().keep([call = std::move(call)](bool) { call(); }), ms);
    }
    void reload() override { zh_js_reload(); }

private:
    static std::int32_t expect_files(std::function<void(std::vector<PickedFile>)> done) {
        const auto slot = std::make_shared<std::int32_t>(0);
        const std::int32_t id = done_callbacks().keep([slot, done = std::move(done)](bool) {
            std::vector<PickedFile> files = std::move(picked_files()[*slot]);
            picked_files().erase(*slot);
            done(std::move(files));
        });
        *slot = id;
        return id;
    }
};

}  // namespace

Callbacks<bool>& done_callbacks() {
    static Callbacks<bool> it;
    return it;
}

void want_frame() { zh_js_want(); }

Ports& browser_ports() {
    static BrowserHttp http;
    static BrowserPush push;
    static RealBrowser browser;
    static Ports ports{http, push, browser};
    return ports;
}

}  // namespace zhunru::platform

using namespace zhunru::platform;

extern "C" {

EMSCRIPTEN_KEEPALIVE void zh_done(int id, int ok) {
    if (done_callbacks().answer(id, ok != 0)) want_frame();
}

EMSCRIPTEN_KEEPALIVE void zh_http_done(int id, int status, const char* body, int length, const char* type, const char* etag, const char* date) {
    HttpResponse r;
    r.status = status;
    r.body.assign(body, static_cast<std::size_t>(length));
    r.content_type = type;
    r.etag = etag;
    r.date = date;
    if (http_callbacks().answer(id, std::move(r))) want_frame();
}

EMSCRIPTEN_KEEPALIVE void zh_push(const char* type, const char* data, const char* last_id) {
    if (!push_handlers().event) return;
    push_handlers().event(type, data, last_id);
    want_frame();
}

EMSCRIPTEN_KEEPALIVE void zh_push_state(int open) {
    if (!push_handlers().state) return;
    push_handlers().state(open != 0);
    want_frame();
}

EMSCRIPTEN_KEEPALIVE void zh_file(int id, const char* name, const char* type, const char* bytes, int length) {
    picked_files()[id].push_back({name, type, std::string(bytes, static_cast<std::size_t>(length))});
}

}  // extern "C"
