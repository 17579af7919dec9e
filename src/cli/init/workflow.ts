/** The workflow that `envlint init` writes for GitHub, or shows for GitLab. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../../host/read/git.ts';
import { VERSION } from '../../version.ts';
import type { Context } from '../shell/context.ts';
import { addition, create } from './place.ts';

/** A repository without any file that envlint checks is not an error: its job passes. */
export function workflow(context: Context, root: string): string {
  if (existsSync(join(root, '.gitlab-ci.yml')) || /gitlab/.test(remote(root))) {
    return addition(context, '.gitlab-ci.yml', join(root, '.gitlab-ci.yml'), JOB);
  }
  return create(context, root, '.github/workflows/envlint.yml', workflowText());
}

const JOB = `envlint:
  image: node:22
  script:
    # Installed outside of the checkout, without scripts: no .npmrc and no package of the repository has a say in it.
    - home=$(mktemp -d) && cd "$home" && echo '{"private":true}' > package.json
    - npm install --ignore-scripts --no-audit --no-fund envlint@${VERSION}
    - cd "$CI_PROJECT_DIR"
    - node "$home"/node_modules/envlint/dist/envlint.cjs --pass-on-no-files --format gitlab=envlint.json --format pretty
  artifacts:
    when: always
    reports:
      codequality: envlint.json`;

/** The commits that envlint's own workflows use; a test compares them. */
const CHECKOUT = '08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0';
const SETUP_NODE = '2028fbc5c25fe9cf00d9f06a71cc4710d4507903 # v6.0.0';

function workflowText(): string {
  return `name: envlint
on: [push, pull_request]
permissions:
  contents: read
jobs:
  envlint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@${CHECKOUT}
        with:
          persist-credentials: false
      - uses: actions/setup-node@${SETUP_NODE}
        with:
          node-version: 22
          package-manager-cache: false
      # Installed outside of the checkout, without scripts: no .npmrc and no package of the repository has a say in it.
      - working-directory: \${{ runner.temp }}
        run: |
          echo '{"private":true}' > package.json
          npm install --ignore-scripts --no-audit --no-fund envlint@${VERSION}
      - run: node "$RUNNER_TEMP/node_modules/envlint/dist/envlint.cjs" --pass-on-no-files --format github
`;
}

function remote(root: string): string {
  try {
    return git(root, ['remote', '-v']).toString('utf8');
  } catch {
    return '';
  }
}
