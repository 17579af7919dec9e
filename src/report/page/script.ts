/** The script of the HTML page; its policy names it by its hash. It reads only what the page itself wrote. */
import { MAP_CODE } from './map.ts';

/** Filters by severity, rule and words; the map for a choice; the switch between light and dark. */
export const SCRIPT = `
(() => {
${MAP_CODE}
const $ = (selector) => document.querySelector(selector);
const $$ = (selector) => [...document.querySelectorAll(selector)];
const findings = $$('article');
const texts = findings.map((item) => (item.closest('section').querySelector('h2').textContent + ' ' + item.textContent).toLowerCase());
const rule = $('select.rule');
const words = $('.words');
let severity = '';
const apply = () => {
  const wanted = (words?.value ?? '').toLowerCase().split(/\\s+/).filter(Boolean);
  findings.forEach((item, index) => {
    item.hidden = !!(severity && item.dataset.severity !== severity || rule.value && item.dataset.rule !== rule.value)
      || !wanted.every((word) => texts[index].includes(word));
  });
  for (const file of $$('section.file')) file.hidden = !file.querySelector('article:not([hidden])');
  for (const row of $$('nav.files li')) row.hidden = document.getElementById(row.querySelector('a').hash.slice(1)).closest('section').hidden;
  for (const chip of $$('.chip')) chip.setAttribute('aria-pressed', String(chip.value === severity));
  const left = findings.filter((item) => !item.hidden).length;
  $('.empty').hidden = left > 0;
  const count = $('.count');
  count.textContent = left === findings.length ? '' : count.dataset.text.replace('{n}', left);
};
for (const chip of $$('.chip')) chip.addEventListener('click', () => { severity = chip.value === severity ? '' : chip.value; apply(); });
rule?.addEventListener('change', apply);
words?.addEventListener('input', apply);
const map = $('section.map');
if (map) {
  const data = JSON.parse(map.dataset.map);
  const draw = () => {
    const choice = (name) => Number(map.querySelector('[name=' + name + ']')?.value ?? -1);
    const { svg, rows, note } = drawMap(data, choice('host'), choice('environment'));
    map.querySelector('.scroll').innerHTML = svg;
    map.querySelector('tbody').innerHTML = rows;
    map.querySelector('.note').textContent = note;
  };
  for (const select of map.querySelectorAll('select')) select.addEventListener('change', draw);
}
const open = () => {
  const at = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  for (let fold = at?.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  if (at) at.scrollIntoView();
};
addEventListener('hashchange', open);
open();
$('.theme').addEventListener('click', () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
});
})();
`;
