// Draws characters with the device's fonts: sizes for client/text/canvas_glyphs.cpp, then pixels in one readback.
ZH.glyphs = (() => {
  const names = '-apple-system,"PingFang SC","HarmonyOS Sans SC",MiSans,"Noto Sans SC","Noto Sans CJK SC",' +
    '"Source Han Sans SC","Microsoft YaHei","WenQuanYi Micro Hei","Zhunru Fallback",system-ui,sans-serif';
  const emoji = /\p{Emoji_Presentation}/u;
  const side = 1024;
  let canvas, context, current = '', thickHan = false, thickLatin = false;

  function prepare(width, height) {
    canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    context = canvas.getContext('2d', { willReadFrequently: true });
    current = '';
    context.textRendering = 'geometricPrecision';
    context.fontKerning = 'none';
    context.textBaseline = 'alphabetic';
    context.fillStyle = '#fff';
    if ('lang' in context) context.lang = 'zh-CN';
    // A device whose only Chinese font has one weight: headings get a thin outline in the same colour instead.
    context.strokeStyle = '#fff';
    context.lineJoin = 'round';
    const oneWeight = (text) => {
      font(400, 32);
      const plain = picture(text);
      font(600, 32);
      return plain === picture(text);
    };
    thickHan = oneWeight('国');
    thickLatin = oneWeight('R2');
  }

  function font(weight, em) {
    const wanted = weight + ' ' + em + 'px ' + names;
    if (wanted === current) return;
    context.font = wanted;
    current = wanted;
  }

  function measure(weight, em, codePoint, out) {
    if (!context) prepare(side, side);
    font(weight, em);
    const text = String.fromCodePoint(codePoint);
    const m = context.measureText(text);
    const at = out >> 2;
    HEAPF32[at] = m.width;
    HEAPF32[at + 1] = m.actualBoundingBoxLeft;
    HEAPF32[at + 2] = m.actualBoundingBoxRight;
    HEAPF32[at + 3] = m.actualBoundingBoxAscent;
    HEAPF32[at + 4] = m.actualBoundingBoxDescent;
    HEAPF32[at + 5] = codePoint > 0x2300 && emoji.test(text) ? 1 : 0;
  }

  // items: code point, weight, em, width, height, pen x, pen y, coloured; pixels go to `out` one after the other.
  function raster(items, count, out) {
    if (!context) prepare(side, side);
    const batch = [];
    let x = 0, y = 0, row = 0, target = out;
    const flush = () => {
      if (!batch.length) return;
      const rows = y + row;
      const data = context.getImageData(0, 0, side, rows).data;
      for (const g of batch) {
        let to = g.out;
        for (let line = 0; line < g.h; line++) {
          let from = ((g.y + line) * side + g.x) * 4;
          if (g.colored) {
            HEAPU8.set(data.subarray(from, from + g.w * 4), to);
            to += g.w * 4;
          } else {
            for (let n = 0; n < g.w; n++, from += 4) HEAPU8[to++] = data[from + 3];
          }
        }
      }
      batch.length = 0;
      x = y = row = 0;
      context.clearRect(0, 0, side, side);
    };
    context.clearRect(0, 0, side, side);
    for (let i = 0; i < count; i++) {
      const at = (items >> 2) + i * 8;
      const w = HEAP32[at + 3], h = HEAP32[at + 4], colored = HEAP32[at + 7];
      if (x + w > side) { x = 0; y += row; row = 0; }
      if (y + h > side) flush();
      font(HEAP32[at + 1], HEAP32[at + 2]);
      context.save();
      context.beginPath();
      context.rect(x, y, w, h);
      context.clip();
      const text = String.fromCodePoint(HEAP32[at]);
      context.fillText(text, x + HEAP32[at + 5], y + HEAP32[at + 6]);
      if (HEAP32[at + 1] >= 600 && !colored && (HEAP32[at] > 0x2E00 ? thickHan : thickLatin)) {
        context.lineWidth = HEAP32[at + 2] * 0.035;
        context.strokeText(text, x + HEAP32[at + 5], y + HEAP32[at + 6]);
      }
      context.restore();
      batch.push({ x, y, w, h, colored, out: target });
      target += w * h * (colored ? 4 : 1);
      x += w;
      row = Math.max(row, h);
    }
    flush();
  }

  function picture(text) {
    context.clearRect(0, 0, 48, 48);
    context.fillText(text, 4, 36);
    return context.getImageData(0, 0, 48, 48).data.join();
  }

  // A device without Chinese fonts draws 国 as the same box as a character that nobody has.
  // Then a font cut by the build is fetched; `done` tells whether glyphs must be drawn again.
  function ensureChinese(done) {
    if (!context) prepare(side, side);
    font(400, 32);
    if (picture('国') !== picture('\u{3FFFE}')) return;
    const face = new FontFace('Zhunru Fallback', 'url(' + ZH.asset('font-zh.ttf') + ')');
    face.load().then((loaded) => {
      document.fonts.add(loaded);
      prepare(side, side);
      done();
    }, () => { ZH.report('no Chinese font on this device, and the fallback font did not load'); });
  }

  return { measure, raster, ensureChinese, names };
})();
