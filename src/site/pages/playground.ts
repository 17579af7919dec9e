/** The playground's page: what is there before its scripts run. */
import { inLang, type Lang } from '../../report/model.ts';
import { prose, t, tag } from '../../report/page/markup.ts';
import type { Page } from '../frame.ts';
import { type PlayWord, play } from '../play-words.ts';
import { ordered, storyTitle } from './stories.ts';

/** As curl prints it, in any language. */
const ERROR_SAMPLE = 'curl: (7) Failed to connect to 127.0.0.1 port 7890: Connection refused';

/** The page. `machines`: names of the example machines. */
export function playgroundPage(lang: Lang, machines: readonly string[]): Page {
  const main = [intro(lang), tools(lang, machines), work(lang), map(lang), errors(lang), pasteDialog(lang)];
  return {
    lang,
    path: 'index.html',
    kind: 'play',
    title: `envlint · ${play('title', lang)}`,
    main: [...main, '<p id="told" class="told" role="status"></p>'].join('\n'),
    scripts: [`first.${lang}.js`, 'editor.js', 'playground.js'],
  };
}

const intro = (lang: Lang): string =>
  tag('div', { class: 'intro' }, tag('h1', {}, t(play('title', lang))), tag('p', {}, prose(play('lead', lang))));

const button = (id: PlayWord, lang: Lang, more: Readonly<Record<string, string>> = {}): string =>
  tag('button', { type: 'button', id, ...more }, t(play(id, lang)));

function tools(lang: Lang, machines: readonly string[]): string {
  const options = ordered(machines).map((name) => tag('option', { value: name }, t(inLang(storyTitle(name), lang))));
  return tag(
    'div',
    { class: 'tools', role: 'group', 'aria-label': play('tools', lang) },
    tag(
      'label',
      {},
      tag('span', {}, t(play('example', lang))),
      tag('select', { id: 'example' }, tag('option', { value: '' }, t(play('ownFiles', lang))), ...options),
    ),
    button('paste', lang),
    button('folder', lang),
    button('pickFiles', lang),
    tag('span', { class: 'gap' }),
    button('copyPicture', lang),
    button('copyComment', lang),
    button('share', lang, { class: 'main' }),
    `<input type="file" id="folder-input" webkitdirectory multiple hidden>`,
    `<input type="file" id="files-input" multiple hidden>`,
  );
}

function work(lang: Lang): string {
  const files = tag(
    'section',
    { class: 'files', 'aria-label': play('files', lang) },
    tag(
      'div',
      { class: 'tabs' },
      tag('div', { role: 'tablist', id: 'tabs', 'aria-label': play('files', lang) }),
      tag('button', { type: 'button', id: 'add', title: play('add', lang), 'aria-label': play('add', lang) }, '+'),
    ),
    tag('div', { id: 'editor', role: 'tabpanel', 'aria-labelledby': 'tab-open' }),
    tag('p', { id: 'kind', class: 'kind' }),
  );
  const results = tag(
    'section',
    { class: 'results', 'aria-labelledby': 'headline' },
    tag(
      'div',
      { class: 'verdict' },
      tag(
        'div',
        {},
        tag('h2', { id: 'headline', 'aria-live': 'polite' }, t(play('checking', lang))),
        tag('p', { id: 'detail' }),
      ),
      button('fixSafe', lang, { hidden: '', class: 'main' }),
      button('fixUnsafe', lang, { hidden: '' }),
    ),
    tag(
      'label',
      { class: 'notes', hidden: '' },
      '<input type="checkbox" id="notes">',
      tag('span', { id: 'notes-text' }),
    ),
    tag('div', { id: 'cards', tabindex: -1 }),
  );
  return tag('div', { class: 'work' }, files, results);
}

function map(lang: Lang): string {
  const other = play('otherHost', lang);
  return tag(
    'section',
    { class: 'card map', id: 'map', 'aria-labelledby': 'map-title', hidden: '' },
    tag('h2', { id: 'map-title' }, t(play('routes', lang))),
    tag('p', {}, t(play('routesHint', lang))),
    tag(
      'form',
      { class: 'choose', id: 'choose' },
      tag('label', {}, t(play('host', lang)), tag('select', { id: 'host' })),
      tag('label', {}, t(play('environment', lang)), tag('select', { id: 'environment' })),
      tag(
        'label',
        {},
        t(other),
        '<input id="other-host" type="text" autocomplete="off" spellcheck="false" placeholder="api.example.com">',
      ),
      button('ask', lang, { type: 'submit' }),
    ),
    tag('div', { class: 'scroll', id: 'picture', tabindex: 0, role: 'group', 'aria-label': play('mapScroll', lang) }),
    tag('p', { class: 'note', id: 'map-note', 'aria-live': 'polite' }),
    tag(
      'details',
      {},
      tag('summary', {}, t(play('asTable', lang))),
      tag('div', { class: 'scroll', id: 'map-table', tabindex: 0 }),
    ),
  );
}

const errors = (lang: Lang): string =>
  tag(
    'section',
    { class: 'card errors', 'aria-labelledby': 'error-title' },
    tag('h2', { id: 'error-title' }, t(play('errorTitle', lang))),
    tag('p', { id: 'error-hint' }, t(play('errorHint', lang))),
    `<textarea id="error" rows="3" spellcheck="false" aria-labelledby="error-title" aria-describedby="error-hint" placeholder="${t(ERROR_SAMPLE)}"></textarea>`,
    tag('div', { id: 'explained', 'aria-live': 'polite' }),
  );

const pasteDialog = (lang: Lang): string =>
  tag(
    'dialog',
    { id: 'paste-dialog', 'aria-labelledby': 'paste-title' },
    tag(
      'form',
      { method: 'dialog' },
      tag('h2', { id: 'paste-title' }, t(play('pasteTitle', lang))),
      tag('p', {}, t(play('pasteHint', lang))),
      `<textarea id="paste-text" rows="12" spellcheck="false" aria-label="${t(play('pasteTitle', lang))}"></textarea>`,
      tag(
        'label',
        {},
        tag('span', {}, t(play('name', lang))),
        '<input id="paste-name" type="text" autocomplete="off" spellcheck="false">',
      ),
      tag('p', { id: 'paste-kind', role: 'status' }),
      tag(
        'p',
        { class: 'buttons' },
        tag('button', { value: 'cancel', formnovalidate: '' }, t(play('cancel', lang))),
        tag('button', { value: 'ok', class: 'main', id: 'paste-ok' }, t(play('addFile', lang))),
      ),
    ),
  );
