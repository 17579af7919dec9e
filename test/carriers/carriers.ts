/** Every way in which a file gives proxies, lists, timeouts and TLS switches to programs: how each says one set of facts. */

/**
 * One set of facts. Proxies and lists by the name of their variable; `tls` is a check of certificates that is off, `timeout`
 * one in seconds, `url` the address of a model server.
 */
export type Facts = Readonly<Record<string, string>>;

export interface Carrier {
  readonly name: string;
  /** The file in which findings are expected. */
  readonly file: string;
  /** The files that say so; undefined: this carrier has no way to say one of the facts. */
  readonly say: (facts: Facts) => Readonly<Record<string, string>> | undefined;
}

/** The variable that says a fact which is not a variable's name itself. */
const VARIABLES: Readonly<Record<string, string>> = {
  tls: 'NODE_TLS_REJECT_UNAUTHORIZED',
  timeout: 'HF_HUB_DOWNLOAD_TIMEOUT',
  milliseconds: 'API_TIMEOUT_MS',
  url: 'OPENAI_BASE_URL',
};

/** Carriers of variables: everything can be said. */
function variables(
  name: string,
  file: string,
  line: (name: string, value: string) => string,
  frame: (lines: string) => string = (lines) => lines,
  beside: Readonly<Record<string, string>> = {},
): Carrier {
  return {
    name,
    file,
    say(facts) {
      const lines = Object.entries(facts).map(([key, value]) => line(VARIABLES[key] ?? key, value));
      return { ...beside, [file]: frame(`${lines.join('\n')}\n`) };
    },
  };
}

const unit = (lines: string): string => `[Service]\nExecStart=/usr/bin/python3 /srv/app.py\n${lines}`;
const job = (label: string, inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>${label}</string>
  <key>RunAtLoad</key><true/>
${inside}</dict>
</plist>
`;
const fishEscaped = (text: string): string =>
  text.replace(/[^\w/]/g, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** A program's own file or commands: only what it has keys for. */
function keys(
  name: string,
  file: string,
  known: Readonly<Record<string, readonly [key: string, value?: string]>>,
  frame: (pairs: readonly (readonly [string, string])[]) => string,
): Carrier {
  return {
    name,
    file,
    say(facts) {
      const pairs: [string, string][] = [];
      for (const [fact, value] of Object.entries(facts)) {
        const row = known[fact];
        if (!row) return undefined;
        pairs.push([row[0], row[1] ?? value]);
      }
      return { [file]: frame(pairs) };
    },
  };
}

const lines =
  (between: string, head = '') =>
  (pairs: readonly (readonly [string, string])[]): string =>
    `${head}${pairs.map(([key, value]) => `${key}${between}${value}\n`).join('')}`;

const GIT = { https_proxy: ['proxy'], tls: ['sslVerify', 'false'] } as const;
const NPM = {
  http_proxy: ['proxy'],
  https_proxy: ['https-proxy'],
  no_proxy: ['noproxy'],
  tls: ['strict-ssl', 'false'],
  milliseconds: ['fetch-timeout'],
} as const;
const PIP = { https_proxy: ['proxy'], tls: ['trusted-host', 'pypi.org'], timeout: ['timeout'] } as const;

/** Maps of variables in programs' own files. */
function blocks(): readonly Carrier[] {
  const json = (name: string, file: string, before: string, after: string): Carrier => ({
    name,
    file,
    say: (facts) => {
      const env = Object.fromEntries(Object.entries(facts).map(([key, value]) => [VARIABLES[key] ?? key, value]));
      return { [file]: `${before}${JSON.stringify(env, undefined, 2)}${after}\n` };
    },
  });
  const server = '{"mcpServers": {"a": {"command": "npx", "env": ';
  return [
    json('Claude Code', '.claude/settings.json', '{"env": ', '}'),
    json('.mcp.json', '.mcp.json', server, '}}}'),
    json('Gemini CLI', '.gemini/settings.json', server, '}}}'),
    json('opencode', 'opencode.json', '{"mcp": {"a": {"type": "local", "command": ["npx"], "environment": ', '}}}'),
    json('VS Code terminal', '.vscode/settings.json', '{"terminal.integrated.env.linux": ', '}'),
    json('dev container', '.devcontainer/devcontainer.json', '{"containerEnv": ', '}'),
    variables(
      'OpenClaw',
      '.openclaw/openclaw.json',
      (name, value) => `    ${name}: '${value}',`,
      (all) => `{\n  env: { vars: {\n${all}  } },\n}\n`,
    ),
    variables(
      'OpenClaw server',
      '.openclaw/openclaw.json',
      (name, value) => `    "${name}": '${value}',`,
      (all) => `// mine\n{ mcp: { servers: { a: { command: 'npx', env: {\n${all}  } } } } }\n`,
    ),
    variables(
      'Codex server',
      '.codex/config.toml',
      (name, value) => `${name} = '${value}'`,
      (all) => `[mcp_servers.a]\ncommand = "npx"\n[mcp_servers.a.env]\n${all}`,
    ),
    variables(
      'Codex commands',
      '.codex/config.toml',
      (name, value) => `${name} = "${value}"`,
      (all) => `[shell_environment_policy.set]\n${all}`,
    ),
    variables(
      'compose',
      'compose.yaml',
      (name, value) => `      ${name}: '${value}'`,
      (all) => `services:\n  web:\n    image: example/web\n    environment:\n${all}`,
    ),
    variables(
      'compose list',
      'compose.yaml',
      (name, value) => `      - '${name}=${value}'`,
      (all) => `services:\n  web:\n    image: example/web\n    environment:\n${all}`,
    ),
    variables(
      'Dockerfile',
      'Dockerfile',
      (name, value) => `ENV ${name}="${value}"`,
      (all) => `FROM debian:13\n${all}CMD ["app"]\n`,
    ),
    variables(
      'Dockerfile, one ENV',
      'Dockerfile',
      (name, value) => `    ${name}='${value}' \\`,
      (all) => `FROM debian:13\nENV A=b \\\n${all}\nCMD ["app"]\n`,
    ),
    variables(
      'Dockerfile, old form',
      'Dockerfile',
      (name, value) => `ENV ${name} ${value}`,
      (all) => `FROM debian:13\n${all}CMD ["app"]\n`,
    ),
    variables(
      'Quadlet',
      'web.container',
      (name, value) => `Environment="${name}=${value.replaceAll('%', '%%')}"`,
      (all) => `[Container]\nImage=example/web\n${all}`,
    ),
    variables(
      'Hermes server',
      '.hermes/config.yaml',
      (name, value) => `      ${name}: "${value}"`,
      (all) => `mcp_servers:\n  a:\n    command: npx\n    env:\n${all}`,
    ),
  ];
}

/** All of them. */
export const CARRIERS: readonly Carrier[] = [
  variables('.env', '.env', (name, value) => `${name}=${value}`),
  variables('.zshrc', '.zshrc', (name, value) => `export ${name}="${value}"`),
  variables('.bashrc', '.bashrc', (name, value) => `export ${name}=${value.replace(/[;*]/g, '\\$&')}`),
  variables('.envrc', '.envrc', (name, value) => `export ${name}='${value}'`),
  variables(
    'function',
    '.zshrc',
    (name, value) => `  export ${name}="${value}"`,
    (all) => `proxy_on() {\n${all}}\n`,
  ),
  variables('config.fish', '.config/fish/config.fish', (name, value) => `set -gx ${name} "${value}"`),
  variables(
    'fish_variables',
    '.config/fish/fish_variables',
    (name, value) => `SETUVAR --export ${name}:${fishEscaped(value)}`,
  ),
  variables('unit', 'app.service', (name, value) => `Environment="${name}=${value.replaceAll('%', '%%')}"`, unit),
  variables('EnvironmentFile', 'app.env', (name, value) => `${name}="${value}"`, undefined, {
    'app.service': unit('EnvironmentFile=/srv/app.env\n'),
  }),
  variables('environment.d', '.config/environment.d/50.conf', (name, value) => `${name}=${value}`),
  variables('/etc/environment', 'etc/environment', (name, value) => `${name}="${value}"`),
  variables(
    'plist',
    'Library/LaunchAgents/x.plist',
    (name, value) => `    <key>${name}</key><string>${value}</string>`,
    (all) =>
      job(
        'x',
        `  <key>Program</key><string>/opt/app</string>\n  <key>EnvironmentVariables</key>\n  <dict>\n${all}  </dict>\n`,
      ),
  ),
  variables('launchctl', '.zprofile', (name, value) => `launchctl setenv ${name} "${value}"`),
  variables(
    'launchctl in a job',
    'Library/LaunchAgents/env.plist',
    (name, value) => `launchctl setenv ${name} '${value}'`,
    (all) =>
      job(
        'env',
        `  <key>ProgramArguments</key>\n  <array>\n    <string>sh</string><string>-c</string>\n    <string>${all}</string>\n  </array>\n`,
      ),
  ),
  variables('tmux', '.bashrc', (name, value) => `tmux set-environment -g ${name} "${value}"`),
  variables('.tmux.conf', '.tmux.conf', (name, value) => `set-environment -g ${name} "${value}"`),
  variables('systemctl', '.profile', (name, value) => `systemctl --user set-environment "${name}=${value}"`),
  variables('D-Bus', '.xprofile', (name, value) => `dbus-update-activation-environment --systemd "${name}=${value}"`),
  variables('docker --env-file', 'app.env', (name, value) => `${name}=${value}`, undefined, {
    'run.sh': '#!/bin/sh\ndocker run --env-file app.env image\n',
  }),
  ...blocks(),
  keys('.gitconfig', '.gitconfig', GIT, lines(' = ', '[http]\n')),
  keys('.npmrc', '.npmrc', NPM, lines('=')),
  keys('.curlrc', '.curlrc', { https_proxy: ['proxy'], no_proxy: ['noproxy'], tls: ['insecure', ''] }, lines(' = ')),
  keys(
    '.wgetrc',
    '.wgetrc',
    {
      http_proxy: ['http_proxy'],
      https_proxy: ['https_proxy'],
      no_proxy: ['no_proxy'],
      tls: ['check_certificate', 'off'],
    },
    lines(' = '),
  ),
  keys('pip.conf', '.config/pip/pip.conf', PIP, lines(' = ', '[global]\n')),
  keys(
    'docker config.json',
    '.docker/config.json',
    { http_proxy: ['httpProxy'], https_proxy: ['httpsProxy'], all_proxy: ['allProxy'], no_proxy: ['noProxy'] },
    (pairs) => JSON.stringify({ proxies: { default: Object.fromEntries(pairs) } }, undefined, 2),
  ),
  keys(
    'apt.conf',
    'etc/apt/apt.conf.d/proxy',
    { http_proxy: ['http::Proxy'], https_proxy: ['https::Proxy'], tls: ['https::Verify-Peer', 'false'] },
    (pairs) => pairs.map(([key, value]) => `Acquire::${key} "${value}";\n`).join(''),
  ),
  keys('git config', '.bashrc', GIT, (pairs) =>
    pairs.map(([key, value]) => `git config --global http.${key} "${value}"\n`).join(''),
  ),
  keys('npm config', '.bashrc', NPM, (pairs) =>
    pairs.map(([key, value]) => `npm config set ${key} "${value}"\n`).join(''),
  ),
  keys('pip config', '.bashrc', PIP, (pairs) =>
    pairs.map(([key, value]) => `pip config set global.${key} "${value}"\n`).join(''),
  ),
];
