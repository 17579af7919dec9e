import type { Symptom } from '../symptom.ts';

export default {
  id: 'doubled-port',
  title: { en: 'A URL is malformed, often by a doubled port', zh: 'URL 写错了，常见的是端口写了两遍' },
  texts: [
    'curl: (3) URL using bad/illegal format or missing URL',
    'URL using bad/illegal format',
    'curl: (3) URL rejected',
    'Port number was not a decimal number between 0 and 65535',
    'URL rejected',
    'nonnumeric port',
    'Port could not be cast to integer value',
    'invalid port {} after host',
    'first path segment in URL cannot contain colon',
    "Port number ended with '",
    'Port number ended with',
    'Port number was not a decimal number',
    'Bad port number',
    'Port out of range',
  ],
  causes: [
    {
      text: {
        en: 'The port stands twice (http://127.0.0.1:8000:8000/v1), is above 65535, or a space or full-width colon is in the URL.',
        zh: '端口写了两遍（http://127.0.0.1:8000:8000/v1）、大于 65535，或 URL 里有空格、全角冒号。',
      },
      rules: ['malformed-url', 'invalid-proxy-url'],
    },
  ],
  confirm: {
    command: 'env | grep -iE "_url|_base|_host|_proxy"',
    shows: { en: 'look for two ports in one value', zh: '看哪个值里有两个端口' },
  },
  sources: ['measured: curl 7.88, Go 1.19'],
} satisfies Symptom;
