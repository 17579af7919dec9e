import type { Symptom } from '../symptom.ts';

export default {
  id: 'python-without-ssl',
  title: { en: 'This Python has no working ssl module', zh: '这个 Python 的 ssl 模块用不了' },
  texts: [
    'the SSL module is not available',
    'ssl module in Python is not available',
    'OpenSSL appears to be unavailable on this machine',
    'DLL load failed while importing _ssl',
    "No module named '_ssl'",
  ],
  includes: ['conda-proxy', 'pip-no-match'],
  causes: [
    {
      text: {
        en: 'This is no fault of the network: on Windows conda does not find its OpenSSL. Use the Anaconda Prompt (conda activate), put Library\\bin of the installation on PATH, or copy libcrypto-*.dll and libssl-*.dll from there to DLLs.',
        zh: '不是网络问题：Windows 上的 conda 找不到自带的 OpenSSL。用 Anaconda Prompt（conda activate），把安装目录下的 Library\\bin 加进 PATH，或把其中的 libcrypto-*.dll、libssl-*.dll 复制到 DLLs。',
      },
      rules: [],
    },
    {
      text: {
        en: 'On Linux and macOS this Python was built without OpenSSL: install libssl-dev (openssl-devel, openssl@3) and build it again.',
        zh: 'Linux 和 macOS 上，这个 Python 编译时没有 OpenSSL：装好 libssl-dev（openssl-devel、openssl@3）再重新编译。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'python3 -c "import ssl; print(ssl.OPENSSL_VERSION)"',
    shows: {
      en: 'a version: the module works, and the cause is another one',
      zh: '打印出版本号：模块没问题，原因在别处',
    },
  },
  sources: ['conda/conda#8273', 'conda/conda#11795', 'conda/conda#11982', 'conda/conda#6064'],
} satisfies Symptom;
