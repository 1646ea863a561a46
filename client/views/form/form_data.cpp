#include "client/views/form/form_data.hpp"

#include <charconv>

namespace zhunru::views {

namespace {

/// First step of a path: a member name or an index; `rest` is what follows.
struct Step {
    std::string_view name;
    std::size_t index = 0;
    bool is_index = false;
    std::string_view rest;
};

Step first_step(std::string_view path) {
    Step step;
    if (path.starts_with('[')) {
        const std::size_t end = path.find(']');
        std::from_chars(path.data() + 1, path.data() + end, step.index);
        step.is_index = true;
        step.rest = path.substr(end + 1);
    } else {
        const std::size_t end = path.find_first_of(".[");
        step.name = path.substr(0, end);
        step.rest = end == std::string_view::npos ? std::string_view() : path.substr(end);
    }
    if (step.rest.starts_with('.')) step.rest.remove_prefix(1);
    return step;
}

}  // namespace

const base::Value& value_at(const base::Value& root, std::string_view path) {
    const base::Value* at = &root;
    while (!path.empty()) {
        const Step step = first_step(path);
        at = step.is_index ? &at->item(step.index) : &at->get(step.name);
        path = step.rest;
    }
    return *at;
}

base::Value with_value(const base::Value& root, std::string_view path, base::Value value) {
    if (path.empty()) return value;
    const Step step = first_step(path);
    if (step.is_index) {
        base::List list = root.is_list() ? root.as_list() : base::List();
        if (list.size() <= step.index) list.resize(step.index + 1);
        list[step.index] = with_value(list[step.index], step.rest, std::move(value));
        return base::Value(std::move(list));
    }
    base::Context context = root.is_context() ? root.as_context() : base::Context();
    const base::Value* old = context.find(step.name);
    base::Value inner = with_value(old == nullptr ? base::Value() : *old, step.rest, std::move(value));
    context.set(std::string(step.name), std::move(inner));
    return base::Value(std::move(context));
}

base::Value without_item(const base::Value& root, std::string_view path, std::size_t index) {
    const base::Value& list = value_at(root, path);
    if (!list.is_list() || index >= list.size()) return root;
    base::List rest = list.as_list();
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(index));
    return with_value(root, path, base::Value(std::move(rest)));
}

std::string joined(std::string_view prefix, std::string_view key) {
    if (prefix.empty() || key.empty()) return std::string(prefix) + std::string(key);
    return std::string(prefix) + "." + std::string(key);
}

}  // namespace zhunru::views
