/** Dockerfiles, also those of Podman. */
import type { LanguageAbout } from '../shared/about.ts';

export const about: LanguageAbout = {
  name: 'dockerfile',
  holdsEnvironments: true,
  places: {},
  byName: (name) => (NAME.test(name) ? { language: 'dockerfile' } : undefined),
  // Notes about such a file are often named after it.
  refine: (found, _name, head) => (FROM.test(head) ? found : undefined),
  byContentAlone: (head) =>
    FIRST.test(head) && FROM.test(head) && STEP.test(head) ? { language: 'dockerfile' } : undefined,
};

/** `Dockerfile`, `Dockerfile.prod`, `Dockerfile-dev`, `app.Dockerfile`, `Containerfile`. */
const NAME = /^(?:[\w.-]+\.)?(?:docker|container)file(?:[.-](?!dockerignore$|md$|txt$)[\w.-]+)?$/i;
/** After comments, the first instruction is `FROM`, or an `ARG` for it (Dockerfile reference, FROM). Any other text fails here at once. */
const FIRST = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?:from|arg)[ \t]/i;
const FROM = /^[ \t]*from[ \t]+[\w$"'{-]/im;
const STEP = /^[ \t]*(?:RUN|COPY|CMD|ENTRYPOINT|ENV|ARG)[ \t]+\S/m;
