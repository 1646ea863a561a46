// The text form of edits that client/web/glue/mirror.js reads: short keys, absent means default.
#include <cmath>
#include <cstdlib>

#include "client/semantics/diff.hpp"

namespace zhunru::semantics {
namespace {

class Writer {
public:
    explicit Writer(std::string& out) : out_(out) {}
    void text(const char* key, const std::string& value) {
        if (value.empty()) return;
        name(key);
        string(value);
    }
    void number(const char* key, std::int64_t value, std::int64_t unless = 0) {
        if (value == unless) return;
        name(key);
        out_ += std::to_string(value);
    }
    void flag(const char* key, bool value) {
        if (value) number(key, 1);
    }
    void tristate(const char* key, Flag value) {
        if (value != Flag::absent) number(key, value == Flag::on ? 1 : 0, -1);
    }
    void fixed(float value) {  // two decimals without the locale's or the library's float printing
        const auto hundredths = static_cast<std::int64_t>(std::llround(static_cast<double>(value) * 100.0));
        if (hundredths < 0) out_ += '-';
        const std::int64_t whole = std::llabs(hundredths);
        out_ += std::to_string(whole / 100);
        if (const std::int64_t rest = whole % 100; rest != 0) {
            out_ += '.';
            out_ += static_cast<char>('0' + rest / 10);
            if (rest % 10 != 0) out_ += static_cast<char>('0' + rest % 10);
        }
    }
    void name(const char* key) {
        if (out_.back() != '{') out_ += ',';
        out_ += '"';
        out_ += key;
        out_ += "\":";
    }
    void string(const std::string& value) {
        static constexpr char hex[] = "0123456789abcdef";
        out_ += '"';
        for (const char c : value) {
            const auto byte = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') {
                out_ += '\\';
                out_ += c;
            } else if (byte < 0x20) {
                out_ += "\\u00";
                out_ += hex[byte >> 4U];
                out_ += hex[byte & 15U];
            } else {
                out_ += c;
            }
        }
        out_ += '"';
    }

private:
    std::string& out_;
};

void place(Writer& w, std::string& out, const Node& n) {
    w.name("b");
    out += '[';
    w.fixed(n.rect.x);
    out += ',';
    w.fixed(n.rect.y);
    out += ',';
    w.fixed(n.rect.w);
    out += ',';
    w.fixed(n.rect.h);
    out += ']';
    if (n.role == Role::scroller) {
        w.name("so");
        w.fixed(n.scroll);
        w.name("ss");
        w.fixed(n.scroll_size);
    }
}

void field(Writer& w, std::string& out, const FieldInfo& f) {
    static constexpr const char* kinds[] = {"", "text", "multiline", "number", "password", "date", "search", "tel"};
    w.name("f");
    out += '{';
    w.text("k", kinds[static_cast<int>(f.kind)]);
    w.text("ph", f.placeholder);
    w.text("ac", f.autocomplete);
    w.text("ek", f.enter_key);
    w.text("mi", f.min);
    w.text("ma", f.max);
    w.number("ml", f.max_length);
    w.name("fs");
    w.fixed(f.font_px);
    w.name("lh");
    w.fixed(f.line_px);
    w.number("co", f.color, -1);
    w.flag("ro", f.read_only);
    w.flag("iv", f.invalid);
    w.flag("rq", f.required);
    out += '}';
}

void put(Writer& w, std::string& out, const Node& n) {
    if (n.role == Role::field) field(w, out, n.field);
    w.text("r", role_name(n.role));
    w.flag("t", n.role == Role::text);
    w.flag("sc", n.role == Role::scroller);
    w.text("n", n.name);
    if (n.role == Role::field) {
        w.name("v");
        w.string(n.value);
    } else {
        w.text("v", n.value);
    }
    w.text("d", n.description);
    w.text("l", n.lang);
    w.tristate("c", n.checked);
    w.tristate("e", n.expanded);
    w.tristate("s", n.selected);
    w.flag("x", n.disabled);
    w.flag("k", n.focusable);
    w.flag("m", n.modal);
    w.flag("lv", n.live);
    w.number("h", n.level);
    w.number("z", n.set_size);
    w.number("p", n.set_pos);
    if (n.value_max != 0) {
        w.number("vn", n.value_now, -1);
        w.number("vi", n.value_min, -1);
        w.number("va", n.value_max);
    }
    place(w, out, n);
}

}  // namespace

std::string to_json(const std::vector<Edit>& edits) {
    std::string out = "[";
    Writer w(out);
    for (const Edit& e : edits) {
        if (out.size() > 1) out += ',';
        out += '{';
        switch (e.kind) {
            case EditKind::put: w.text("o", "+"); break;
            case EditKind::move: w.text("o", "m"); break;
            case EditKind::children: w.text("o", "c"); break;
            case EditKind::remove: w.text("o", "-"); break;
        }
        w.name("i");
        w.string(e.id);
        if (e.kind == EditKind::put) put(w, out, e.node);
        if (e.kind == EditKind::move) place(w, out, e.node);
        if (e.kind == EditKind::children) {
            w.name("ch");
            out += '[';
            for (std::size_t i = 0; i < e.children.size(); ++i) {
                if (i > 0) out += ',';
                w.string(e.children[i]);
            }
            out += ']';
        }
        out += '}';
    }
    out += ']';
    return out;
}

}  // namespace zhunru::semantics
