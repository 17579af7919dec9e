/** Draws what a terminal shows as an SVG, readable on light and dark pages. */

/** Cells of a terminal in the picture's units. */
const CELL = 8.4;
const LINE = 20;
const PADDING = 20;
const BAR = 36;

/** Classes by the numbers of the colours that reports use (SGR); the others end a class. */
const STYLES = { 1: 'b', 2: 'q', 4: 'u', 31: 'e', 32: 'g', 33: 'w', 36: 'i' };
const ENDS = { 22: ['b', 'q'], 24: ['u'], 39: ['e', 'g', 'w', 'i'] };

const CSS = `
svg{--bg:#fbfbfa;--edge:#d9dde2;--ink:#1f2328;--q:#66707b;--e:#b3202f;--w:#8a5700;--i:#0b5d96;--g:#176f42}
@media(prefers-color-scheme:dark){svg{--bg:#14181e;--edge:#333b45;--ink:#e3e7ec;--q:#8f99a5;--e:#ff7f89;--w:#f0b552;--i:#74bdf7;--g:#63d39d}}
.bg{fill:var(--bg);stroke:var(--edge)}.dot{fill:var(--edge)}
text{font:14px ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono","Noto Sans Mono CJK SC","PingFang SC","Microsoft YaHei",monospace;white-space:pre;fill:var(--ink)}
.b{font-weight:600}.q{fill:var(--q)}.u{text-decoration:underline}.e{fill:var(--e)}.w{fill:var(--w)}.i{fill:var(--i)}.g{fill:var(--g)}
`.trim();

/** `text` with colours as a terminal gets them; `command`: what was typed above it. */
export function picture(text, { title, command }) {
  const lines = [
    [
      { text: '$ ', classes: ['q'] },
      { text: command, classes: ['b'] },
    ],
    [],
    ...text.trimEnd().split('\n').map(runsOf),
  ];
  const widest = Math.max(...lines.map((runs) => runs.reduce((sum, run) => sum + cellsOf(run.text), 0)));
  const width = Math.ceil(widest * CELL + PADDING * 2);
  const height = lines.length * LINE + BAR + PADDING;
  const rows = lines.flatMap((runs, row) => drawn(runs, BAR + (row + 0.75) * LINE));
  const dots = [0, 1, 2].map((n) => `<circle class="dot" cx="${20 + n * 18}" cy="18" r="5.5"/>`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
<style>${CSS}</style>
<rect class="bg" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10"/>
${dots}
${rows.join('\n')}
</svg>
`;
}

/** The runs of one style of a line; a style that stays open at its end is closed there, as reports close theirs. */
function runsOf(line) {
  const runs = [];
  let classes = [];
  for (const [, codes, text] of line.matchAll(/(?:\u001b\[([\d;]*)m)?([^\u001b]*)/g)) {
    for (const code of codes === undefined ? [] : codes.split(';')) {
      const name = STYLES[code];
      classes = name ? [...classes, name] : classes.filter((one) => !(ENDS[code] ?? classes).includes(one));
    }
    if (text !== '') runs.push({ text, classes });
  }
  return runs;
}

/** Each run at its cell, stretched to its cells: the font of the reader has Chinese characters of another width. */
function drawn(runs, y) {
  let column = 0;
  return runs.flatMap(({ text, classes }) => {
    const cells = cellsOf(text);
    const x = PADDING + column * CELL;
    column += cells;
    const lead = text.length - text.trimStart().length;
    const shown = text.trim();
    if (shown === '') return [];
    const attributes = [
      `x="${round(x + lead * CELL)}"`,
      `y="${round(y)}"`,
      `textLength="${round(cellsOf(shown) * CELL)}"`,
      'lengthAdjust="spacingAndGlyphs"',
      ...(classes.length > 0 ? [`class="${classes.join(' ')}"`] : []),
    ];
    return [`<text ${attributes.join(' ')}>${escaped(shown)}</text>`];
  });
}

/** Chinese and full-width characters and flags take two cells. */
function cellsOf(text) {
  let cells = 0;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    cells +=
      /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|^\p{Emoji_Presentation}|^[\u{1f1e6}-\u{1f1ff}]/u.test(
        segment,
      )
        ? 2
        : 1;
  }
  return cells;
}

const round = (value) => Math.round(value * 10) / 10;

const escaped = (text) =>
  text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]);
