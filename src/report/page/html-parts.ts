/** The fixed parts of the HTML page: its style and its script. Both are named by their hash in the page's policy. */

export const STYLE = `
:root { color-scheme: light dark; --bg: #f6f7f9; --card: #fff; --ink: #1b2027; --soft: #5b6573; --faint: #8b95a3;
  --line: #e2e6eb; --code: #f8f9fb; --error: #c62334; --warning: #9a6200; --info: #1768a6; --good: #1a7f4b;
  --error-bg: #fdecee; --warning-bg: #fdf3dc; --info-bg: #e7f2fb; --good-bg: #e4f5ec; }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { --bg: #12151a; --card: #1a1e25; --ink: #e6e9ee;
  --soft: #a3adba; --faint: #727d8b; --line: #2b313b; --code: #151920; --error: #ff7b86; --warning: #f0b44c;
  --info: #6cb8f5; --good: #5fd39a; --error-bg: #3a1d22; --warning-bg: #362a12; --info-bg: #152b3d; --good-bg: #14301f; } }
:root[data-theme=dark] { color-scheme: dark; --bg: #12151a; --card: #1a1e25; --ink: #e6e9ee; --soft: #a3adba;
  --faint: #727d8b; --line: #2b313b; --code: #151920; --error: #ff7b86; --warning: #f0b44c; --info: #6cb8f5;
  --good: #5fd39a; --error-bg: #3a1d22; --warning-bg: #362a12; --info-bg: #152b3d; --good-bg: #14301f; }
:root[data-theme=light] { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--ink); font: 15px/1.6 system-ui, -apple-system, "Segoe UI", "PingFang SC",
  "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 40px 24px 72px; }
code, .mono, .frame, .routes { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas,
  "DejaVu Sans Mono", "Sarasa Mono SC", "Noto Sans Mono CJK SC", monospace; }
a { color: inherit; text-decoration-color: var(--faint); text-underline-offset: 3px; }
header.top { display: flex; align-items: flex-start; gap: 16px; }
header.top > div { flex: 1; }
.brand { margin: 0; color: var(--soft); font-size: 14px; letter-spacing: .02em; }
.brand b { color: var(--ink); }
h1 { margin: 6px 0 2px; font-size: 30px; line-height: 1.25; font-weight: 680; letter-spacing: -.01em; text-wrap: balance; }
.more { margin: 4px 0 0; color: var(--soft); }
button, select { font: inherit; font-size: 14px; color: var(--ink); background: var(--card); border: 1px solid var(--line);
  border-radius: 8px; padding: 5px 12px; cursor: pointer; }
select { max-width: 260px; }
button:hover, select:hover { border-color: var(--faint); }
:focus-visible { outline: 2px solid var(--info); outline-offset: 2px; }
.theme { width: 36px; height: 36px; padding: 0; border-radius: 50%; font-size: 0; flex: none; }
.theme::before { content: ""; display: block; width: 16px; height: 16px; margin: 0 auto; border-radius: 50%;
  background: linear-gradient(90deg, var(--ink) 50%, transparent 50%); border: 1.5px solid var(--ink); }
.bar { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 28px -24px 0;
  padding: 12px 24px; background: color-mix(in srgb, var(--bg) 92%, transparent); backdrop-filter: blur(6px); }
.bar span { flex: 1; }
.chip { display: inline-flex; align-items: center; gap: 7px; border-radius: 999px; padding: 4px 13px; }
.chip i { width: 8px; height: 8px; border-radius: 50%; background: var(--tone); }
.chip b { font-weight: 650; font-variant-numeric: tabular-nums; }
.chip[aria-pressed=true] { background: var(--ink); border-color: var(--ink); color: var(--bg); }
.error { --tone: var(--error); --tint: var(--error-bg); }
.warning { --tone: var(--warning); --tint: var(--warning-bg); }
.info { --tone: var(--info); --tint: var(--info-bg); }
section.card { margin-top: 28px; background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 20px 22px; }
section.card h2 { margin: 0 0 2px; font-size: 17px; }
section.card p { margin: 0; color: var(--soft); font-size: 14px; }
.scroll { overflow-x: auto; margin-top: 14px; }
.routes { display: block; max-width: 100%; min-width: 820px; height: auto; }
.routes .head { fill: var(--faint); font-size: 12px; font-family: system-ui, "Noto Sans CJK SC", sans-serif; letter-spacing: .03em; }
.routes rect { fill: var(--card); stroke: var(--line); stroke-width: 1.2; }
.routes .label { fill: var(--ink); font-size: 11.5px; }
.routes .note { fill: var(--soft); font-size: 10.5px; }
.way path { fill: none; }
.way .stroke { stroke: var(--tone); stroke-width: 5; opacity: .75; transition: opacity .15s; }
.way .hit { stroke: transparent; stroke-width: 16; pointer-events: stroke; }
.way.direct { --tone: var(--good); } .way.proxy { --tone: var(--info); } .way.reject, .way.error { --tone: var(--error); }
.way.unknown { --tone: var(--warning); } .way.unknown .stroke, .way.error .stroke { stroke-dasharray: 8 6; }
.routes:has(.way:hover) .way:not(:hover) .stroke { opacity: .12; }
section.file { margin-top: 26px; }
section.file > h2 { margin: 0 0 10px; font-size: 15px; font-weight: 600; overflow-wrap: anywhere; }
section.file > h2 small { color: var(--faint); font-weight: 400; font-size: 13px; margin-left: 8px; }
article { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 12px;
  padding: 15px 18px 16px; margin-top: 12px; }
article > header { display: flex; gap: 10px; align-items: baseline; }
article h3 { flex: 1; margin: 0; font-size: 16px; line-height: 1.45; font-weight: 620; overflow-wrap: anywhere; }
.tag { flex: none; background: var(--tint); color: var(--tone); border-radius: 6px; padding: 1px 8px; font-size: 12.5px; font-weight: 600; }
.id { flex: none; color: var(--faint); font-size: 12.5px; }
.why { margin: 10px 0 0; color: var(--soft); overflow-wrap: anywhere; }
.frame { margin: 12px 0 0; background: var(--code); border: 1px solid var(--line); border-radius: 9px; padding: 9px 0; overflow-x: auto;
  font-size: 13px; line-height: 1.65; }
.frame div { display: flex; min-width: max-content; padding-right: 16px; white-space: pre; }
.frame .no { flex: none; width: 56px; padding-right: 14px; text-align: right; color: var(--faint); user-select: none; }
.frame mark { color: inherit; background: var(--tint); border-bottom: 2px solid var(--tone); border-radius: 3px 3px 0 0; padding: 1px 0; }
.frame mark.related { background: none; border-bottom: 2px dotted var(--info); }
.frame .ghost { visibility: hidden; user-select: none; }
.frame .label { color: var(--tone); } .frame .label.related { color: var(--info); }
.frame .mask { color: var(--faint); }
.frame .rail { box-shadow: inset 3px 0 var(--tone); padding-left: 12px; margin-left: -6px; }
ul.items { list-style: none; margin: 12px 0 0; padding: 0; display: grid; gap: 5px; }
ul.items li { display: flex; gap: 10px; overflow-wrap: anywhere; }
ul.items li span:last-child { white-space: pre-wrap; }
ul.items .place { flex: none; color: var(--info); font-size: 13px; }
ul.items .fix { flex: none; align-self: flex-start; background: var(--good-bg); color: var(--good); border-radius: 6px; padding: 1px 8px;
  font-size: 12.5px; font-weight: 600; }
section.card .items + p { margin-top: 14px; }
.done li { color: var(--ink); } .done .id { margin-left: auto; }
pre.reload { margin: 12px 0 0; padding: 10px 14px; background: var(--code); border: 1px solid var(--line); border-radius: 9px; overflow-x: auto; }
.clear { margin-top: 32px; text-align: center; padding: 44px 20px; }
.clear b { display: block; font-size: 19px; color: var(--good); }
details { margin-top: 36px; color: var(--soft); font-size: 14px; }
summary { cursor: pointer; }
details ul { columns: 2; margin: 10px 0 0; padding-left: 18px; }
details li { overflow-wrap: anywhere; }
[hidden] { display: none !important; }
@media (max-width: 640px) { main { padding: 24px 14px 48px; } .bar { margin-inline: -14px; padding-inline: 14px; } h1 { font-size: 24px; }
  article > header { flex-wrap: wrap; } article h3 { flex-basis: 100%; order: 3; } .id { margin-left: auto; } details ul { columns: 1; } }
@media print { .bar, .theme { display: none; } article { break-inside: avoid; } body { background: #fff; } }
`;

/** Filters by severity and rule, and the switch between light and dark. Reads only what the page itself wrote. */
export const SCRIPT = `
(() => {
  const all = [...document.querySelectorAll('article')];
  const chips = [...document.querySelectorAll('.chip')];
  const rules = document.querySelector('select');
  const empty = document.querySelector('.empty');
  let severity = '';
  const apply = () => {
    for (const item of all) item.hidden = !!(severity && item.dataset.severity !== severity || rules.value && item.dataset.rule !== rules.value);
    for (const file of document.querySelectorAll('section.file')) file.hidden = !file.querySelector('article:not([hidden])');
    for (const chip of chips) chip.setAttribute('aria-pressed', String(chip.value === severity));
    empty.hidden = all.some((item) => !item.hidden);
  };
  for (const chip of chips) chip.addEventListener('click', () => { severity = chip.value === severity ? '' : chip.value; apply(); });
  rules?.addEventListener('change', apply);
  document.querySelector('.theme').addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });
})();
`;
