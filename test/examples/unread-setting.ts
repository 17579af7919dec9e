/** Cases of the rule that its documentation need not show. */
import type { Example } from '../../src/core.ts';

export const bad: readonly Example[] = [
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
