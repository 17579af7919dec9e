/** Which language a file is in, by its name, its place and its content. */
import { describe, expect, test } from 'vitest';
import { detect, interest, interesting } from '../../src/languages/detect.ts';

const UNIT = '[Unit]\nDescription=x\n[Service]\nExecStart=/bin/x\n';
const CLASH = 'mixed-port: 7890\nrules:\n  - MATCH,DIRECT\n';
const JOB =
  '<?xml version="1.0"?>\n<plist version="1.0"><dict><key>Label</key><string>a</string><key>ProgramArguments</key><array/></dict></plist>\n';

/** path, content, what it is: `language` or `language/dialect`; `-` is nothing of ours. */
const CASES: readonly (readonly [string, string, string])[] = [
  ['.env', 'A=1\n', 'dotenv'],
  ['app/.env.local', 'A=1\n', 'dotenv'],
  ['.env.production.local', 'A=1\n', 'dotenv'],
  ['proxy.env', 'A=1\n', 'dotenv'],
  ['env.example', 'A=1\n', 'dotenv'],
  ['proxy.env.template', 'A=1\n', 'dotenv'],
  ['.hermes/.env', 'A=1\n', 'dotenv'],
  ['.env.ts', 'export const A = 1\n', '-'],
  ['fzf_env.lua', 'local function set(name)\nend\n', '-'],
  ['.env.md', '# words\n', '-'],
  ['env', 'A=1\n', '-'],
  ['/etc/environment', 'A=1\n', 'dotenv/pam'],
  ['root/etc/environment', 'A=1\n', 'dotenv/pam'],
  ['.config/environment.d/proxy.conf', 'A=1\n', 'dotenv/environment.d'],
  ['dot_config/environment.d/proxy.conf', 'A=1\n', 'dotenv/environment.d'],
  ['proxy.env', 'http_proxy=http://x\nexport http_proxy\n', 'shell'],
  ['bash.env', 'if [ -n "$X" ]; then\n  A=1\nfi\n', 'shell'],
  ['bash.env', 'proxy_on() {\n  export A=1\n}\n', 'shell'],
  ['.env', 'KEY="\nif this looks like shell\nfi\n"\nA=1\n', 'dotenv'],
  ['.env', 'export A=1\nexport B=2\n', 'dotenv'],
  ['.env', 'A=1\nexport A\nexport\n', 'dotenv'],
  ['.env.local', 'A=1\nexport A\nif x; then\n', 'shell'],
  ['.env', '#!/bin/bash\nA=1\n', 'shell/bash'],
  ['.envrc', 'dotenv\nexport A=1\n', 'shell/bash'],
  ['.zshrc', 'export A=1\n', 'shell/zsh'],
  ['zshrc', 'export A=1\n', 'shell/zsh'],
  ['zshrc.symlink', 'export A=1\n', 'shell/zsh'],
  ['dot_zshrc', 'export A=1\n', 'shell/zsh'],
  ['private_dot_bashrc', 'export A=1\n', 'shell/bash'],
  ['.zshrc.local', 'export A=1\n', 'shell/zsh'],
  ['.bash_aliases', 'alias a=b\n', 'shell/bash'],
  ['.bash_history', 'export A=1\n', '-'],
  ['.profile', 'export A=1\n', 'shell/sh'],
  ['fcitx/profile', '[Groups/0]\nName=Default\n', '-'],
  ['etc/avahi/services/ssh.service', '<?xml version="1.0"?>\n<service-group>\n</service-group>\n', '-'],
  ['app/.proxyrc', '{\n  "/api": {\n    "target": "http://localhost:8000/"\n  }\n}\n', '-'],
  ['.proxyrc', '{ export http_proxy=http://127.0.0.1:7890; }\n', 'shell'],
  ['.aliases', 'alias a=b\n', 'shell'],
  ['.path', 'export PATH=$PATH:/x\n', 'shell'],
  ['bin/proxy.sh', '#!/usr/bin/env -S bash -e\nA=1\n', 'shell/bash'],
  ['bin/proxy.sh', 'A=1\n', 'shell'],
  ['proxy.zsh', '', 'shell/zsh'],
  ['.config/fish/conf.d/proxy.fish', 'set -gx A 1\n', 'shell/fish'],
  ['bin/proxy', '#!/bin/sh\nA=1\n', 'shell/sh'],
  ['bin/proxy', '#!/usr/bin/env python3\nA=1\n', '-'],
  ['bin/proxy', 'A=1\n', '-'],
  ['.config/clash/config.yaml', CLASH, 'clash'],
  ['whatever.yml', CLASH, 'clash'],
  ['docker-compose.yml', 'services:\n  web:\n    image: x\n', 'yaml/compose'],
  ['compose.prod.yaml', 'services: {}\n', 'yaml/compose'],
  ['stack.yml', 'services:\n  web:\n    image: x\n', '-'],
  ['.hermes/config.yaml', 'model: x\n', 'yaml/hermes'],
  ['.hermes/profiles/work/config.yaml', '', 'yaml/hermes'],
  ['hermes/config.yaml', 'model: x\nmcp_servers:\n  a: {}\n', 'yaml/hermes'],
  ['config.yaml', 'agent:\n  name: x\nmodel: y\n', '-'],
  ['.codex/config.toml', '', 'toml/codex'],
  ['Dockerfile', '# syntax=docker/dockerfile:1\nFROM node:24\n', 'dockerfile'],
  ['docker/Dockerfile.prod', 'FROM --platform=linux/amd64 a\n', 'dockerfile'],
  ['app.dockerfile', 'ARG A\nfrom a\n', 'dockerfile'],
  ['Containerfile', 'FROM a\n', 'dockerfile'],
  ['Dockerfile', 'notes\n', '-'],
  ['Dockerfile.md', 'FROM a\n', '-'],
  ['Dockerfile.dockerignore', 'FROM a\n', '-'],
  ['gradle.properties', '', 'settings/gradle'],
  ['config.toml', '', '-'],
  ['.gemini/settings.json', '{}', 'json/gemini'],
  ['opencode.jsonc', '{}', 'json/opencode'],
  ['.claude/settings.local.json', '{}', 'json/claude'],
  ['dot_claude/settings.json', '{}', 'json/claude'],
  ['settings.json', '{"env": {}}', '-'],
  ['.mcp.json', '{}', 'json/mcp'],
  ['.cursor/mcp.json', '{}', 'json/mcp'],
  ['.claude.json', '{}', 'json/claude-state'],
  ['package.json', '{}', '-'],
  ['a/x.service', UNIT, 'systemd/unit'],
  ['dbus-1/services/org.x.service', '[D-BUS Service]\nName=org.x\n', '-'],
  ['masked.service', '', 'systemd/unit'],
  ['a/x.path', UNIT, 'systemd/unit'],
  ['a/x.path', 'words\n', '-'],
  ['docker.service.d/http-proxy.conf', '[Service]\nEnvironment=A=1\n', 'systemd/unit'],
  ['docker.service.d/http-proxy.conf', '', 'systemd/unit'],
  ['http-proxy.conf', '[Service]\nEnvironment=A=1\n', 'systemd/unit'],
  ['http-proxy.conf', 'server { listen 80; }\n', '-'],
  ['etc/systemd/system.conf', '[Manager]\n', 'systemd/manager'],
  ['etc/systemd/user.conf.d/10.conf', '[Manager]\n', 'systemd/manager'],
  ['Library/LaunchAgents/a.plist', JOB, 'launchd'],
  ['a.plist', JOB, 'launchd'],
  ['LaunchAgents/a.plist', '<plist><dict><key>Label</key>', 'launchd'],
  ['com.googlecode.iterm2.plist', '<plist><dict><key>A</key><true/></dict></plist>', '-'],
  ['Info.plist', JOB.replace('Label', 'CFBundleIdentifier'), '-'],
  ['/etc/resolv.conf', 'nameserver 1.1.1.1\n', 'resolver/resolv.conf'],
  ['/etc/systemd/resolved.conf', '[Resolve]\n', 'resolver/resolved.conf'],
  ['resolved.conf.d/a.conf', '[Resolve]\n', 'resolver/resolved.conf'],
  ['.gitconfig', '[http]\n', 'settings/git'],
  ['.config/git/config', '[http]\n', 'settings/git'],
  ['.npmrc', 'proxy=x\n', 'settings/npm'],
  ['.config/pip/pip.conf', '[global]\n', 'settings/pip'],
  ['.curlrc', 'proxy = x\n', 'settings/curl'],
  ['.wgetrc', 'use_proxy=on\n', 'settings/wget'],
  ['etc/apt/apt.conf.d/95proxy', 'Acquire::http::Proxy "x";\n', 'settings/apt'],
  ['.docker/config.json', '{}\n', 'settings/docker'],
  ['config.json', '{}\n', '-'],
  ['README.md', '# A\n', '-'],
  ['.env.j2', 'A={{ x }}\n', '-'],
  ['.zshrc.bak', 'export A=1\n', '-'],
  ['.env.disabled', 'A=1\n', '-'],
];

describe('detect', () => {
  test.each(CASES)('%s holding %j is %s', (file, text, expected) => {
    const found = detect(file, text);
    expect(found ? [found.language, found.dialect].filter(Boolean).join('/') : '-').toBe(expected);
    if (found) expect(interesting(file), 'found by name before it is read').toBe(true);
  });

  test.each([
    ['.env.j2', 'A={{ x }}\n', 'dotenv'],
    ['x.service.tmpl', UNIT, 'systemd'],
    ['.zshrc.bak', 'export A=1\n', 'shell'],
    ['/etc/default/docker', 'A=1\n', 'dotenv'],
    ['notes', 'A=1\nB=2\n', 'dotenv'],
    ['notes', 'export A=1\n', 'shell'],
    ['notes', UNIT, 'systemd'],
    ['notes', CLASH, 'clash'],
    ['notes', '# syntax=docker/dockerfile:1\n\n\tArg V=24\nFROM node:$V\nRUN make\n', 'dockerfile'],
  ])('%s is read as what it becomes once it is named', (file, text, language) => {
    expect(detect(file, text)).toBeUndefined();
    expect(detect(file, text, true)?.language).toBe(language);
  });

  test.each([
    ['prose', 'notes', 'Buy milk.\nCall home.\n'],
    ['a page with a command in it', 'README.md', '# Proxy\n\n```sh\nexport HTTPS_PROXY=http://127.0.0.1:7890\n```\n'],
    [
      'a playbook with a unit in it',
      'main.yaml',
      `- name: unit\n  copy:\n    content: |\n      ${UNIT.replaceAll('\n', '\n      ')}`,
    ],
    ['a playbook with a script in it', 'main.yaml', '- shell: |\n    export A=1\n    make\n'],
    ['a script of bats', 'a.bats', '#!/usr/bin/env bats\nexport A=1\n@test "a" {\n  true\n}\n'],
    ['an expression of Nix', 'a.nix', "{ pkgs, ... }:\nlet\n  hook = ''\n    export A=1\n  '';\nin\n{\n}\n"],
    ['a script that writes a Dockerfile', 'make.txt', 'cat > Dockerfile << E\nFROM node\nRUN make\nE\n'],
    ['TOML', 'starship.toml', 'format = "a"\n[time]\nformat = "b"\n'],
    ['an INI file', 'x.ini', '[a]\nNAME=1\n[b]\nNAME=2\n'],
    ['settings of another program', 'hyprland.conf', 'bind = a\nbind = b\n'],
  ])('%s is nothing, even when named', (_, file, text) => {
    expect(detect(file, text, true)).toBeUndefined();
  });
});

test('interest tells how much must be read', () => {
  expect(interest('.env')).toBe('name');
  expect(interest('a.yaml')).toBe('content');
  expect(interest('bin/tool')).toBe('shebang');
  expect(interest('a.png')).toBeUndefined();
});
