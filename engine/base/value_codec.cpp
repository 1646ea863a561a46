// Layout. Every value is one tag byte (ValueKind) and its content:
//   boolean: 1 byte 0/1      number: zigzag exponent, sign byte, low, high      string: length, bytes (UTF-8)
//   date: zigzag year, month, day      time: hour, minute, second, nanosecond, zone      date and time: both
//   zone: kind byte; offset: zigzag seconds; named: length, name      durations: zigzag parts
//   list: count, values      context: count, (length, name, value)...      range: flag byte, low, high
// Lengths and counts are LEB128 varints of at most 64 bits in their shortest form.
#include "engine/base/value_codec.hpp"

#include "engine/base/utf8.hpp"

namespace zhunru::base {
namespace {

Error bad(const char* what) {
  return make_error("value-bytes", "数据字节损坏，无法读取。",
                    std::string("The bytes of a value are damaged: ") + what);
}

class Encoder {
 public:
  Result<void> write(const Value& value) {
    byte(static_cast<std::uint8_t>(value.kind()));
    switch (value.kind()) {
      case ValueKind::null:
      case ValueKind::hidden:
        break;
      case ValueKind::boolean:
        byte(value.as_boolean());
        break;
      case ValueKind::number:
        number(value.as_number());
        break;
      case ValueKind::string:
        text(value.as_string());
        break;
      case ValueKind::date:
        date(value.as_date());
        break;
      case ValueKind::time:
        time(value.as_time());
        break;
      case ValueKind::date_time:
        date(value.as_date_time().date), time(value.as_date_time().time);
        break;
      case ValueKind::months_duration:
        zigzag(value.as_months_duration().months);
        break;
      case ValueKind::seconds_duration:
        zigzag(value.as_seconds_duration().seconds);
        varint(static_cast<std::uint32_t>(value.as_seconds_duration().nanoseconds));
        break;
      case ValueKind::list:
        varint(value.as_list().size());
        for (const Value& item : value.as_list()) ZHUNRU_TRY_VOID(write(item));
        break;
      case ValueKind::context:
        varint(value.as_context().size());
        for (const auto& [name, member] : value.as_context()) {
          text(name);
          ZHUNRU_TRY_VOID(write(member));
        }
        break;
      case ValueKind::range: {
        const Range& range = value.as_range();
        byte(static_cast<std::uint8_t>(static_cast<int>(range.form) * 16 + range.has_low * 8 +
                                       range.has_high * 4 + range.low_closed * 2 + range.high_closed));
        ZHUNRU_TRY_VOID(write(range.low));
        ZHUNRU_TRY_VOID(write(range.high));
        break;
      }
      case ValueKind::function:
        return make_error("value-function", "函数不能保存为数据。", "A function cannot be stored as data.");
    }
    return {};
  }
  std::string take() { return std::move(out_); }

 private:
  void byte(std::uint8_t value) { out_ += static_cast<char>(value); }
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) byte(static_cast<std::uint8_t>(value | 0x80));
    byte(static_cast<std::uint8_t>(value));
  }
  void zigzag(std::int64_t value) {
    varint((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void text(const std::string& value) {
    varint(value.size());
    out_ += value;
  }
  void number(const Decimal& value) {
    zigzag(value.exponent());
    byte(value.is_negative());
    varint(value.coefficient_low());
    varint(value.coefficient_high());
  }
  void date(const Date& value) { zigzag(value.year), byte(value.month), byte(value.day); }
  void time(const Time& value) {
    byte(value.hour), byte(value.minute), byte(value.second);
    varint(value.nanosecond);
    byte(static_cast<std::uint8_t>(value.zone.kind));
    if (value.zone.kind == Zone::Kind::offset) zigzag(value.zone.offset_seconds);
    if (value.zone.kind == Zone::Kind::named) text(std::string(zone_name(value.zone.named)));
  }

  std::string out_;
};

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}
  bool done() const { return at_ == bytes_.size(); }

  Result<Value> read(std::uint32_t depth) {
    if (depth > limits::value_depth) return bad("nested too deeply");
    const std::uint8_t tag = byte();
    if (tag > static_cast<std::uint8_t>(ValueKind::hidden)) return bad("unknown kind");
    Value value;
    switch (static_cast<ValueKind>(tag)) {
      case ValueKind::null:
        break;
      case ValueKind::hidden:
        value = Value::hidden();
        break;
      case ValueKind::boolean:
        value = Value(flag());
        break;
      case ValueKind::number:
        value = number();
        break;
      case ValueKind::string:
        value = Value(text());
        break;
      case ValueKind::date:
        value = Value(date());
        break;
      case ValueKind::time:
        value = Value(time());
        break;
      case ValueKind::date_time: {
        const Date day = date();
        value = Value(DateTime{day, time()});
        break;
      }
      case ValueKind::months_duration:
        value = Value(MonthsDuration{bounded(1'000'000'000'000)});
        break;
      case ValueKind::seconds_duration: {
        const std::int64_t seconds = bounded(100'000'000'000'000'000);
        const std::uint64_t nanoseconds = varint();
        if (nanoseconds > 999'999'999) return bad("duration");
        value = Value(SecondsDuration{seconds, static_cast<std::int32_t>(nanoseconds)});
        break;
      }
      case ValueKind::list: {
        List list;
        std::uint64_t count = promised(1);
        for (list.reserve(count); count > 0 && good_; --count) {
          owed_ -= 1;
          ZHUNRU_TRY(item, read(depth + 1));
          list.push_back(std::move(item));
        }
        value = Value(std::move(list));
        break;
      }
      case ValueKind::context: {
        Context context;
        std::uint64_t count = promised(2);
        for (context.reserve(count); count > 0 && good_; --count) {
          owed_ -= 2;
          std::string name = text();
          if (context.contains(name)) return bad("a name occurs twice");
          ZHUNRU_TRY(member, read(depth + 1));
          context.set(std::move(name), std::move(member));
        }
        value = Value(std::move(context));
        break;
      }
      case ValueKind::range: {
        const std::uint8_t flags = byte();
        if (flags >= 48) return bad("range");
        ZHUNRU_TRY(low, read(depth + 1));
        ZHUNRU_TRY(high, read(depth + 1));
        value = Value(Range{std::move(low), std::move(high), (flags & 8) != 0, (flags & 4) != 0,
                            (flags & 2) != 0, (flags & 1) != 0, static_cast<Range::Form>(flags >> 4)});
        break;
      }
      case ValueKind::function:
        return bad("a function");
    }
    if (!good_) return bad("they end too early or hold what no value holds");
    return value;
  }

 private:
  std::uint8_t byte() {
    if (done()) return good_ = false, 0;
    return static_cast<std::uint8_t>(bytes_[at_++]);
  }
  bool flag() {
    const std::uint8_t value = byte();
    good_ = good_ && value <= 1;
    return value == 1;
  }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const std::uint8_t part = byte();
      if (shift == 63 && part > 1) break;
      value |= std::uint64_t(part & 0x7F) << shift;
      if ((part & 0x80) == 0) {
        good_ = good_ && (part != 0 || shift == 0);
        return value;
      }
    }
    return good_ = false, 0;
  }
  std::int64_t zigzag() {
    const std::uint64_t value = varint();
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
  }
  std::int64_t bounded(std::int64_t most) {
    const std::int64_t value = zigzag();
    if (value > most || value < -most) return good_ = false, 0;
    return value;
  }
  /// A length in bytes.
  std::uint64_t counted() {
    const std::uint64_t count = varint();
    if (count > bytes_.size() - at_) return good_ = false, 0;
    return count;
  }
  /// A count of items of at least `least` bytes each. What all lists still want must fit in the bytes left, so whatever is
  /// reserved for them together stays in proportion to the bytes.
  std::uint64_t promised(std::uint64_t least) {
    const std::uint64_t count = varint(), left = bytes_.size() - at_;
    if (!good_ || count > left || count * least + owed_ > left) return good_ = false, 0;
    owed_ += count * least;
    return count;
  }
  std::string text() {
    const std::uint64_t length = counted();
    std::string value(bytes_.substr(at_, length));
    at_ += length;
    good_ = good_ && utf8_valid(value);
    return value;
  }
  Value number() {
    const std::int64_t exponent = zigzag();
    const bool negative = flag();
    const std::uint64_t low = varint();
    const std::uint64_t high = varint();
    if (exponent > 10'000 || exponent < -10'000) return good_ = false, Value();
    const auto value = Decimal::from_parts(negative, high, low, static_cast<std::int32_t>(exponent));
    if (!value || value->exponent() != exponent || value->coefficient_low() != low ||
        value->is_negative() != negative) {
      return good_ = false, Value();
    }
    return Value(*value);
  }
  Date date() {
    const std::int64_t year = zigzag();
    const std::uint8_t month = byte();
    const Date value{static_cast<std::int32_t>(year), month, byte()};
    if (year != value.year || !is_valid(value)) return good_ = false, Date{};
    return value;
  }
  Time time() {
    Time value;
    value.hour = byte(), value.minute = byte(), value.second = byte();
    const std::uint64_t nanosecond = varint();
    value.nanosecond = static_cast<std::uint32_t>(nanosecond);
    const std::uint8_t kind = byte();
    good_ = good_ && value.hour < 24 && value.minute < 60 && value.second < 60 &&
            nanosecond < 1'000'000'000 && kind <= 2;
    if (kind == static_cast<std::uint8_t>(Zone::Kind::offset)) {
      const std::int64_t offset = zigzag();
      if (offset > 64'800 || offset < -64'800) return good_ = false, Time{};
      value.zone = offset_zone(static_cast<std::int32_t>(offset));
    } else if (kind == static_cast<std::uint8_t>(Zone::Kind::named)) {
      const auto zone = find_zone(text());
      if (!zone) return good_ = false, Time{};
      value.zone = Zone{Zone::Kind::named, *zone, 0};
    }
    return value;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::uint64_t owed_ = 0;  ///< bytes that items announced but not begun need at least
  bool good_ = true;
};

}  // namespace

Result<std::string> encode_value(const Value& value) {
  if (value.depth() > limits::value_depth) {
    return make_error("value-too-deep", "数据嵌套层数过多。", "The value is nested too deeply.");
  }
  Encoder encoder;
  ZHUNRU_TRY_VOID(encoder.write(value));
  std::string bytes = encoder.take();
  if (bytes.size() > limits::value_bytes) {
    return make_error("value-too-long", "数据过大，无法保存。", "The value is too large to be stored.");
  }
  return bytes;
}

Result<Value> decode_value(std::string_view bytes) {
  if (bytes.size() > limits::value_bytes) return bad("too long");
  Decoder decoder(bytes);
  ZHUNRU_TRY(value, decoder.read(0));
  if (!decoder.done()) return bad("something follows the value");
  return std::move(value);
}

}  // namespace zhunru::base
