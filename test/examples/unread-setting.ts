/** Cases of the rule that its documentation need not show. */
import type { Example } from '../../src/core.ts';

export const bad: readonly Example[] = [
  {
    // npm 11.19: "Unknown user config" of each.
    files: `
      -- .npmrc --
      HTTPS_PROXY=http://127.0.0.1:7890
      ^^^^^^^^^^^ warning npm does not read HTTPS_PROXY: this line changes nothing
      httpProxy=http://127.0.0.1:7890
      ^^^^^^^^^ warning npm does not read httpProxy: this line changes nothing
      all-proxy=http://127.0.0.1:7890
      ^^^^^^^^^ warning npm does not read all-proxy: this line changes nothing
      NO_PROXY=localhost
      ^^^^^^^^ warning npm does not read NO_PROXY: this line changes nothing
    `,
  },
  {
    // curl 7.88 warns that each is unknown; git 2.39 has none of them (`git help -c`).
    files: `
      -- .curlrc --
      HTTPS_PROXY = "http://127.0.0.1:7890"
      ^^^^^^^^^^^ warning curl does not read HTTPS_PROXY: this line changes nothing
      all-proxy = "http://127.0.0.1:7890"
      ^^^^^^^^^ warning curl does not read all-proxy: this line changes nothing
      -- .gitconfig --
      [http]
      \tsocksProxy = socks5://127.0.0.1:7891
      \t^^^^^^^^^^ warning git does not read http.socksproxy: this line changes nothing
    `,
  },
  {
    files: `
      -- .gradle/gradle.properties --
      systemProp.http.nonProxyHosts = *.corp.example
      systemProp.https.nonProxyHosts = *.corp.example
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info
    `,
  },
  {
    files: `
      -- .config/Code/User/settings.json --
      { "http.proxy": "http://127.0.0.1:7890", "https.proxy": "http://127.0.0.1:7890" }
                                                ^^^^^^^^^^^ info VS Code does not read https.proxy: this line changes nothing
    `,
  },
];
