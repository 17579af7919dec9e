import type { Symptom } from '../symptom.ts';

export default {
  id: 'ca-file-missing',
  title: { en: 'The CA file that a variable names is not there', zh: '变量指定的证书文件不存在' },
  texts: [
    'error setting certificate file',
    'Could not find a suitable TLS CA certificate bundle',
    'Warning: Ignoring extra certs from',
    'Ignoring extra certs',
    'error setting certificate verify locations',
    "No such file or directory: '{}.pem'",
    "No such file or directory: '{}.crt'",
    'Could not load CA',
    'error reading ca cert file',
  ],
  causes: [
    {
      text: {
        en: 'The value begins with ~ or $HOME, which this file does not expand.',
        zh: '值以 ~ 或 $HOME 开头，而这个文件不会展开它。',
      },
      rules: ['unexpanded-path', 'unexpanded-variable'],
    },
    {
      text: {
        en: 'The file is gone, as after a conda environment was removed: unset the variable or name an existing file.',
        zh: '文件已不存在，例如删掉了 conda 环境：清掉变量，或改为存在的文件。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'ls -l "$CURL_CA_BUNDLE" "$SSL_CERT_FILE" "$REQUESTS_CA_BUNDLE" "$NODE_EXTRA_CA_CERTS"',
    shows: { en: '"No such file" names the variable', zh: '提示 “No such file” 的就是出问题的变量' },
  },
  sources: ['measured: curl 7.88, requests 2.34, Node 20'],
} satisfies Symptom;
