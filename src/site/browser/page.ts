/** The script of every page: the reader's language, light and dark, search in lists. It runs before the page is drawn. */

/** What the reader chose on an earlier page; a browser may keep nothing for files. */
function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`envlint-${name}`);
  } catch {
    return null;
  }
}

function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`envlint-${name}`, value);
  } catch {
    // Then the browser decides each time.
  }
}

/** Chinese first where the browser says so, unless the reader chose otherwise. */
function goToLanguage(): void {
  const own = document.documentElement.lang;
  const first = navigator.languages[0] ?? navigator.language;
  const wanted = remembered('lang') ?? (first.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');
  const arrived =
    document.referrer !== '' && document.referrer.startsWith(location.href.split('/').slice(0, 3).join('/'));
  if (own === 'zh-CN' || wanted !== 'zh-CN' || (arrived && remembered('lang') === null)) return;
  const other = document.querySelector('link[hreflang]')?.getAttribute('href');
  if (other) location.replace(other + location.hash);
}

function showTheme(theme: string): void {
  document.documentElement.dataset.theme = theme;
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function prepareHeader(): void {
  document.querySelector('button.theme')?.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark';
    showTheme(theme);
    remember('theme', theme);
  });
  const language = document.querySelector<HTMLAnchorElement>('a.language');
  language?.addEventListener('click', () => {
    remember('lang', language.dataset.lang ?? 'en');
    language.hash = location.hash;
  });
}

/** Hides the rows that lack one of the words. */
function prepareSearch(): void {
  const input = document.querySelector<HTMLInputElement>('input.words');
  if (!input) return;
  const rows = [...document.querySelectorAll<HTMLElement>('ul.entries li')].map((row) => ({
    row,
    text: (row.textContent ?? '').toLowerCase(),
  }));
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { row, text } of rows) row.hidden = !words.every((word) => text.includes(word));
    const none = document.querySelector<HTMLElement>('.none');
    if (none) none.hidden = rows.some(({ row }) => !row.hidden);
  });
}

goToLanguage();
const theme = remembered('theme');
if (theme) showTheme(theme);
addEventListener('DOMContentLoaded', () => {
  prepareHeader();
  prepareSearch();
});
