// What the client asks of the world outside: HTTP, server push, clock, address bar, clipboard, files.
// For: sync and views call these; the browser implements them (browser_ports.cpp), tests use an in-memory
// twin. Refuses to know any API of ours: no paths, no JSON.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhunru::platform {

struct HttpRequest {
    std::string method = "GET";
    std::string url;                                          ///< relative to the page
    std::vector<std::pair<std::string, std::string>> headers; ///< Content-Type is the caller's
    std::string body;
    std::int32_t timeout_ms = 20000;
};

struct HttpResponse {
    std::int32_t status = 0;   ///< 0 = no answer (offline, timeout, refused)
    std::string body;
    std::string content_type;
    std::string etag;
    std::string date;          ///< Date header, for the clock offset; may be empty
    [[nodiscard]] bool ok() const { return status >= 200 && status < 300; }
};

class Http {
public:
    virtual ~Http() = default;
    /// Never calls back before it returns; always calls back exactly once. A frame follows the callback.
    virtual void send(HttpRequest request, std::function<void(HttpResponse)> done) = 0;
};

/// Server-sent events. Reconnects with back-off by itself; one stream at a time.
class EventStream {
public:
    virtual ~EventStream() = default;
    struct Handlers {
        std::function<void(std::string_view type, std::string_view data, std::string_view last_id)> event;
        std::function<void(bool open)> state;  ///< true = connected
    };
    /// `types`: event names to listen to besides "message".
    virtual void open(std::string url, std::vector<std::string> types, Handlers handlers) = 0;
    virtual void close() = 0;
};

struct PickedFile {
    std::string name;
    std::string mime;
    std::string bytes;
};

class Browser {
public:
    virtual ~Browser() = default;
    [[nodiscard]] virtual std::int64_t monotonic_ms() const = 0;
    [[nodiscard]] virtual std::int64_t wall_ms() const = 0;     ///< the phone's clock; may be wrong
    [[nodiscard]] virtual bool online() const = 0;
    /// Part after '#', without the '#'. "" on the start page.
    [[nodiscard]] virtual std::string route() const = 0;
    /// Changes the address; `replace` leaves no history entry. on_route is called for real navigation only.
    virtual void navigate(std::string_view route, bool replace = false) = 0;
    virtual void back() = 0;
    // The next four must be called in the frame in which the user acted.
    virtual void copy_text(std::string_view text, std::function<void(bool)> done) = 0;
    virtual bool share(std::string_view title, std::string_view text, std::string_view url) = 0;
    /// Photos come back made small (longest side 2000 px, JPEG, without the place where they were taken). A file of more than
    /// `limit` bytes comes back without bytes and with the type "too-large".
    virtual void pick_file(std::string_view accept, bool camera, std::int32_t limit, std::function<void(std::vector<PickedFile>)> done) = 0;
    virtual void open_url(std::string_view url) = 0;
    /// Hands a file to the user as a download.
    virtual void save_file(std::string_view name, std::string_view mime, std::string_view bytes) = 0;
    /// Keeps bytes over a reload until forget_file(key); "" forgets all. `about` comes back as the name.
    virtual void keep_file(std::string_view key, std::string_view about, std::string_view bytes) = 0;
    virtual void forget_file(std::string_view key) = 0;
    virtual void kept_files(std::function<void(std::vector<PickedFile>)> done) = 0;
    virtual void print_text(std::string_view title, std::string_view text) = 0;
    virtual void set_title(std::string_view title) = 0;
    virtual void set_language(std::string_view bcp47) = 0;
    virtual void vibrate(std::int32_t ms) = 0;
    /// 32 bytes from the browser's secure source; for command ids made on the phone.
    [[nodiscard]] virtual std::string random_bytes(std::int32_t count) = 0;
    /// Calls once after `ms`; a frame follows.
    virtual void after(std::int32_t ms, std::function<void()> call) = 0;
    virtual void reload() = 0;
};

struct Ports {
    Http& http;
    EventStream& push;
    Browser& browser;
};

}  // namespace zhunru::platform
