#include "server/print/press.hpp"

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <cmath>

#include "server/http/qr.hpp"

namespace zhunru::server::print {

namespace {

std::string iso_time(base::Instant at) {
  const auto moment = base::date_time_at(at.ms / 1000, 0, base::offset_zone(8 * 3600));
  if (!moment) return "1970-01-01T00:00:00Z";
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d+08:00", static_cast<int>(moment->date.year), moment->date.month,
                moment->date.day, moment->time.hour, moment->time.minute, moment->time.second);
  return text;
}

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

/// Outlines only: some of these fonts carry bitmaps for screens, whose widths are rounded.
void no_bitmaps(FcPattern* pattern, gpointer) { FcPatternAddBool(pattern, FC_EMBEDDED_BITMAP, FcFalse); }

/// 。 and 、 in the lower left corner as in the mainland; UMing has them in the middle.
void mainland_stops(std::string_view text, PangoAttrList* attributes) {
  for (const std::string_view stop : {"。", "、"}) {
    for (std::size_t at = text.find(stop); at != std::string_view::npos; at = text.find(stop, at + 1)) {
      PangoAttribute* family = pango_attr_family_new(family_of(Face::hei));
      family->start_index = static_cast<guint>(at);
      family->end_index = static_cast<guint>(at + stop.size());
      pango_attr_list_insert(attributes, family);
    }
  }
}

PangoAlignment to_pango(Align align) {
  return align == Align::center ? PANGO_ALIGN_CENTER : align == Align::right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

}  // namespace

struct Press::Inside {
  std::string bytes;
  FcConfig* config = nullptr;
  PangoFontMap* map = nullptr;
  PangoContext* context = nullptr;
  cairo_surface_t* surface = nullptr;
  cairo_t* cairo = nullptr;

  ~Inside() {
    if (cairo != nullptr) cairo_destroy(cairo);
    if (surface != nullptr) cairo_surface_destroy(surface);
    if (context != nullptr) g_object_unref(context);
    if (map != nullptr) {
      pango_fc_font_map_shutdown(PANGO_FC_FONT_MAP(map));
      g_object_unref(map);
    }
    if (config != nullptr) FcConfigDestroy(config);
  }

  void ink(Ink colour) {
    switch (colour) {
      case Ink::black: return cairo_set_source_rgb(cairo, 0, 0, 0);
      case Ink::red: return cairo_set_source_rgb(cairo, 0.835, 0.071, 0.133);
      case Ink::grey: return cairo_set_source_rgb(cairo, 0.35, 0.35, 0.35);
    }
  }
};

Press::Press(const Fonts& fonts, const PdfInfo& info) : inside_(std::make_unique<Inside>()) {
  Inside& in = *inside_;
  in.config = FcConfigCreate();
  for (const auto& file : {fonts.song_file, fonts.hei_file}) {
    FcConfigAppFontAddFile(in.config, reinterpret_cast<const FcChar8*>(file.c_str()));
  }
  in.map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(in.map), in.config);
  pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(in.map), no_bitmaps, nullptr, nullptr);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(in.map), 72.0);
  in.context = pango_font_map_create_context(in.map);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(in.context, options);
  cairo_font_options_destroy(options);
  pango_context_set_language(in.context, pango_language_from_string("zh-cn"));
  pango_context_set_round_glyph_positions(in.context, FALSE);

  in.surface = cairo_pdf_surface_create_for_stream(append, &in.bytes, page_width, page_height);
  const std::string at = iso_time(info.at);
  cairo_pdf_surface_set_metadata(in.surface, CAIRO_PDF_METADATA_TITLE, info.title.c_str());
  cairo_pdf_surface_set_metadata(in.surface, CAIRO_PDF_METADATA_AUTHOR, info.author.c_str());
  cairo_pdf_surface_set_metadata(in.surface, CAIRO_PDF_METADATA_SUBJECT, info.subject.c_str());
  cairo_pdf_surface_set_metadata(in.surface, CAIRO_PDF_METADATA_KEYWORDS, info.keywords.c_str());
  cairo_pdf_surface_set_metadata(in.surface, CAIRO_PDF_METADATA_CREATOR, "zhunru");
  cairo_pdf_surface_set_metadata(in.surface, CAIRO_PDF_METADATA_CREATE_DATE, at.c_str());
  cairo_pdf_surface_set_metadata(in.surface, CAIRO_PDF_METADATA_MOD_DATE, at.c_str());
  in.cairo = cairo_create(in.surface);
  pango_cairo_update_context(in.cairo, in.context);
}

Press::~Press() = default;

std::vector<Line> Press::lines(std::string_view text, const Style& style) {
  PangoLayout* layout = pango_layout_new(inside_->context);
  const std::shared_ptr<void> kept(layout, [](void* p) { g_object_unref(p); });
  PangoFontDescription* font = pango_font_description_new();
  // The other face stands behind the first for characters that it lacks.
  const std::string families = std::string(family_of(style.face)) + "," + family_of(style.face == Face::hei ? Face::song : Face::hei);
  pango_font_description_set_family(font, families.c_str());
  pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  pango_layout_set_single_paragraph_mode(layout, TRUE);
  PangoAttrList* attributes = pango_attr_list_new();
  if (style.letter_spacing != 0) {
    pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(static_cast<int>(std::lround(style.letter_spacing * PANGO_SCALE))));
  }
  if (style.face == Face::song) mainland_stops(text, attributes);
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  if (style.width > 0) {
    pango_layout_set_width(layout, static_cast<int>(std::lround(style.width * PANGO_SCALE)));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_indent(layout, static_cast<int>(std::lround(style.indent * PANGO_SCALE)));
    // Pango would put all the slack of a line into its blanks, which are rare in Chinese.
    pango_layout_set_justify(layout, style.justify && text.find(' ') == std::string_view::npos ? TRUE : FALSE);
    pango_layout_set_alignment(layout, to_pango(style.align));
  }
  std::vector<Line> out;
  PangoLayoutIter* at = pango_layout_get_iter(layout);
  int index = 0;
  do {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(at, nullptr, &logical);
    Line line;
    line.layout_ = kept;
    line.index_ = index++;
    line.width_ = static_cast<double>(logical.width) / PANGO_SCALE;
    line.left_ = static_cast<double>(logical.x) / PANGO_SCALE;
    line.heavy_ = style.heavy;
    out.push_back(std::move(line));
  } while (pango_layout_iter_next_line(at));
  pango_layout_iter_free(at);
  return out;
}

double Press::width(std::string_view text, const Style& style) {
  Style free = style;
  free.width = 0;
  return lines(text, free).front().width();
}

void Press::put(const Line& line, double x, double baseline, Ink ink) {
  cairo_t* cairo = inside_->cairo;
  PangoLayoutLine* found = pango_layout_get_line_readonly(static_cast<PangoLayout*>(line.layout_.get()), line.index_);
  if (found == nullptr) return;
  inside_->ink(ink);
  cairo_move_to(cairo, x + line.left_, baseline);
  pango_cairo_show_layout_line(cairo, found);
  if (!line.heavy_) return;
  cairo_save(cairo);
  cairo_set_line_width(cairo, 0.55);
  cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to(cairo, x + line.left_, baseline);
  pango_cairo_layout_line_path(cairo, found);
  cairo_stroke(cairo);
  cairo_restore(cairo);
}

void Press::put(std::string_view text, const Style& style, double x, double baseline, Align anchor, Ink ink) {
  Style free = style;
  free.width = 0;
  const Line line = lines(text, free).front();
  const double shift = anchor == Align::right ? line.width() : anchor == Align::center ? line.width() / 2 : 0;
  put(line, x - shift, baseline, ink);
}

void Press::rule(double x1, double x2, double y, double thickness, Ink ink) {
  inside_->ink(ink);
  cairo_set_line_width(inside_->cairo, thickness);
  cairo_move_to(inside_->cairo, x1, y);
  cairo_line_to(inside_->cairo, x2, y);
  cairo_stroke(inside_->cairo);
}

void Press::frame(double x, double y, double width, double height, double thickness) {
  inside_->ink(Ink::black);
  cairo_set_line_width(inside_->cairo, thickness);
  cairo_rectangle(inside_->cairo, x, y, width, height);
  cairo_stroke(inside_->cairo);
}

void Press::qr(std::string_view url, double x, double y, double size) {
  const auto code = http::qr_modules(url);
  if (!code) return;
  const double module = size / code->size;
  cairo_t* cairo = inside_->cairo;
  std::string target;
  for (const char c : url) {
    if (c == '\'' || c == '\\') target += '\\';
    target += c;
  }
  char area[128];
  std::snprintf(area, sizeof area, " rect=[%.2f %.2f %.2f %.2f]", x, y, size, size);
  cairo_tag_begin(cairo, CAIRO_TAG_LINK, ("uri='" + target + "'" + area).c_str());
  inside_->ink(Ink::black);
  // One rectangle for each run of dark modules in a row.
  for (int row = 0; row < code->size; ++row) {
    for (int column = 0; column < code->size; ++column) {
      int end = column;
      while (end < code->size && code->dark(end, row)) ++end;
      if (end == column) continue;
      cairo_rectangle(cairo, x + column * module, y + row * module, (end - column) * module, module);
      column = end;
    }
  }
  cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE);
  cairo_fill(cairo);
  cairo_set_antialias(cairo, CAIRO_ANTIALIAS_DEFAULT);
  cairo_tag_end(cairo, CAIRO_TAG_LINK);
}

void Press::next_page() { cairo_show_page(inside_->cairo); }

base::Result<std::string> Press::finish() {
  cairo_show_page(inside_->cairo);
  cairo_surface_finish(inside_->surface);
  const cairo_status_t status = cairo_surface_status(inside_->surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    return base::make_error("print", "PDF 生成失败,请重试。", std::string("The PDF could not be made: ") + cairo_status_to_string(status));
  }
  return std::move(inside_->bytes);
}

}  // namespace zhunru::server::print
