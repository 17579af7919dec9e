/** The style of the HTML page; its policy names it by its hash. Contrasts of text are 4.5 and more (a test measures them). */
export const STYLE = `
:root { color-scheme: light dark; --bg: #f6f7f9; --card: #fff; --ink: #1b2027; --soft: #5b6573; --faint: #626c79;
  --line: #e2e6eb; --edge: #858f9c; --code: #f8f9fb; --error: #c62334; --warning: #875500; --info: #1768a6; --good: #17713f;
  --error-bg: #fdecee; --warning-bg: #fdf3dc; --info-bg: #e7f2fb; --good-bg: #e4f5ec; }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { --bg: #12151a; --card: #1a1e25; --ink: #e6e9ee;
  --soft: #a3adba; --faint: #929dab; --line: #2b313b; --edge: #6d7886; --code: #151920; --error: #ff7b86; --warning: #f0b44c;
  --info: #6cb8f5; --good: #5fd39a; --error-bg: #3a1d22; --warning-bg: #362a12; --info-bg: #152b3d; --good-bg: #14301f; } }
:root[data-theme=dark] { color-scheme: dark; --bg: #12151a; --card: #1a1e25; --ink: #e6e9ee; --soft: #a3adba;
  --faint: #929dab; --line: #2b313b; --edge: #6d7886; --code: #151920; --error: #ff7b86; --warning: #f0b44c; --info: #6cb8f5;
  --good: #5fd39a; --error-bg: #3a1d22; --warning-bg: #362a12; --info-bg: #152b3d; --good-bg: #14301f; }
:root[data-theme=light] { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--ink); font: 15px/1.6 system-ui, -apple-system, "Segoe UI", "PingFang SC",
  "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
main, header.top, footer { max-width: 1240px; margin: 0 auto; padding: 0 24px; }
header.top { padding-top: 36px; } footer { padding-bottom: 56px; margin-top: 36px; color: var(--soft); font-size: 14px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 12px; top: 12px; z-index: 3; background: var(--card); padding: 6px 12px; border-radius: 8px; }
code, .mono, .frame, .routes { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas,
  "DejaVu Sans Mono", "Sarasa Mono SC", "Noto Sans Mono CJK SC", monospace; }
a { color: inherit; text-decoration-color: var(--faint); text-underline-offset: 3px; }
header.top { display: flex; align-items: flex-start; gap: 16px; }
header.top > div { flex: 1; }
.brand { margin: 0; color: var(--soft); font-size: 14px; letter-spacing: .02em; }
.brand b { color: var(--ink); }
h1 { margin: 6px 0 2px; font-size: 30px; line-height: 1.25; font-weight: 680; letter-spacing: -.01em; text-wrap: balance; }
.more { margin: 4px 0 0; color: var(--soft); }
.option { white-space: nowrap; }
button, select { font: inherit; font-size: 14px; color: var(--ink); background: var(--card); border: 1px solid var(--edge);
  border-radius: 8px; padding: 5px 12px; cursor: pointer; }
select { max-width: 260px; }
button:hover, select:hover { border-color: var(--faint); }
:focus-visible { outline: 2px solid var(--info); outline-offset: 2px; }
.theme { width: 36px; height: 36px; padding: 0; border-radius: 50%; font-size: 0; flex: none; }
.theme::before { content: ""; display: block; width: 16px; height: 16px; margin: 0 auto; border-radius: 50%;
  background: linear-gradient(90deg, var(--ink) 50%, transparent 50%); border: 1.5px solid var(--ink); }
.bar { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 28px -24px 0;
  padding: 12px 24px; background: color-mix(in srgb, var(--bg) 92%, transparent); backdrop-filter: blur(6px); }
.bar .words { flex: 1 1 160px; min-width: 0; font: inherit; font-size: 14px; color: var(--ink); background: var(--card); border: 1px solid var(--edge); border-radius: 8px; padding: 5px 12px; }
.bar .count { flex-basis: 100%; color: var(--soft); font-size: 13.5px; } .bar .count:empty { display: none; }
.chip { display: inline-flex; align-items: center; gap: 7px; border-radius: 999px; padding: 4px 13px; }
.chip i { width: 8px; height: 8px; border-radius: 50%; background: var(--tone); }
.chip b { font-weight: 650; font-variant-numeric: tabular-nums; }
.chip[aria-pressed=true] { background: var(--ink); border-color: var(--ink); color: var(--bg); }
.error { --tone: var(--error); --tint: var(--error-bg); }
.warning { --tone: var(--warning); --tint: var(--warning-bg); }
.info { --tone: var(--info); --tint: var(--info-bg); }
section.card, nav.card { margin-top: 28px; background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 20px 22px; }
section.card h2, nav.card h2 { margin: 0 0 2px; font-size: 17px; }
section.card > p { margin: 0; color: var(--soft); font-size: 14px; }
.scroll { overflow-x: auto; margin-top: 14px; }
.routes { display: block; max-width: 100%; min-width: 1000px; height: auto; }
.routes .head { fill: var(--faint); font-size: 12px; font-family: system-ui, "Noto Sans CJK SC", sans-serif; letter-spacing: .03em; }
.routes rect { fill: var(--card); stroke: var(--line); stroke-width: 1.2; }
.routes .label { fill: var(--ink); font-size: 11.5px; }
.routes .note { fill: var(--soft); font-size: 10.5px; }
.way path { fill: none; }
.way .stroke { stroke: var(--tone); stroke-width: 5; opacity: .75; transition: opacity .15s; }
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
ul.items { list-style: none; margin: 12px 0 0; padding: 0; display: grid; grid-template-columns: minmax(0, 1fr); gap: 5px; }
ul.items li { display: flex; gap: 10px; overflow-wrap: anywhere; }
ul.items li > span:not(.fix) { white-space: pre-wrap; min-width: 0; flex: 0 1 auto; max-width: 100%; } ul.items li { flex-wrap: wrap; } ul.items li details { flex-basis: 100%; min-width: 0; }
ul.items .place { flex: none; color: var(--info); font-size: 13px; }
ul.items .fix { flex: none; align-self: flex-start; background: var(--good-bg); color: var(--good); border-radius: 6px; padding: 1px 8px;
  font-size: 12.5px; font-weight: 600; }
section.card .items + p { margin-top: 14px; }
.choose { display: flex; flex-wrap: wrap; gap: 10px 18px; margin-top: 14px; } .choose:empty { display: none; }
.choose label { display: flex; align-items: center; gap: 8px; min-width: 0; font-size: 14px; color: var(--soft); }
.note:empty { display: none; }
table { border-collapse: collapse; font-size: 13px; } th { text-align: left; color: var(--soft); font-weight: 600; }
th, td { padding: 5px 18px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; } td small { display: block; color: var(--soft); }
nav.files summary { font-weight: 600; font-size: 17px; color: var(--ink); }
nav.files ul { list-style: none; margin: 8px 0 0; padding: 0; columns: 2 300px; } nav.files li { overflow-wrap: anywhere; break-inside: avoid; }
nav.files small { color: var(--soft); margin-left: 8px; }
.anchor { flex: none; color: var(--faint); text-decoration: none; font-weight: 600; padding: 0 4px; }
.diff { margin: 8px 0 0; background: var(--code); border: 1px solid var(--line); border-radius: 9px; padding: 8px 0; overflow-x: auto; font-size: 13px; }
.diff div { white-space: pre; padding: 0 14px; min-width: max-content; } .diff .gone { color: var(--error); background: var(--error-bg); }
.diff .new { color: var(--good); background: var(--good-bg); } .diff .of { color: var(--soft); }
article:target { outline: 2px solid var(--info); outline-offset: 2px; } article, h2 { scroll-margin-top: 72px; } .about { scroll-margin-top: 110px; }
.rules details { border-top: 1px solid var(--line); padding: 8px 0; } .rules summary { color: var(--ink); } .about { max-width: 75ch; padding: 4px 0 8px 16px; }
.about p, .about ul { margin: 8px 0; } .about pre { background: var(--code); border: 1px solid var(--line); border-radius: 9px; padding: 8px 14px; overflow-x: auto; }
footer dl { display: grid; grid-template-columns: max-content 1fr; gap: 3px 16px; margin: 16px 0 0; } footer dd { margin: 0; overflow-wrap: anywhere; }
.done li { color: var(--ink); } .done .id { margin-left: auto; }
pre.reload { margin: 12px 0 0; padding: 10px 14px; background: var(--code); border: 1px solid var(--line); border-radius: 9px; overflow-x: auto; }
.clear { margin-top: 32px; text-align: center; padding: 44px 20px; }
.clear b { display: block; font-size: 19px; color: var(--good); }
details { color: var(--soft); font-size: 14px; } summary { cursor: pointer; } .map details, ul.items details { margin-top: 8px; }
footer details { margin-top: 20px; } ul.checked { columns: 2 300px; margin: 10px 0 0; padding-left: 18px; } ul.checked li { overflow-wrap: anywhere; }
[hidden] { display: none !important; }
@media (max-width: 640px) { main, header.top, footer { padding-inline: 14px; } header.top { padding-top: 20px; } .bar { position: static; margin-inline: -14px; padding-inline: 14px; } .choose label, .choose select { width: 100%; }
  ul.items li { flex-wrap: wrap; } .frame .no { width: 40px; padding-right: 8px; }
  .frame .said { position: sticky; left: 0; min-width: 0; width: min(100%, calc(100vw - 66px)); white-space: normal; } .frame .said .ghost { display: none; } h1 { font-size: 24px; }
  article > header { flex-wrap: wrap; } article h3 { flex-basis: 100%; order: 3; } .id { margin-left: auto; } }
@media print { .bar, .theme, .choose, .skip { display: none; } article { break-inside: avoid; } body { background: #fff; } }
`;
