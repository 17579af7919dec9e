/** Dockerfiles, also those of Podman. */
import type { LanguageAbout } from '../shared/about.ts';

export const about: LanguageAbout = {
  name: 'dockerfile',
  holdsEnvironments: true,
  places: {},
  byName: (name) => (NAME.test(name) ? { language: 'dockerfile' } : undefined),
  // Notes about such a file are often named after it.
  refine: (found, _name, head) => (FROM.test(head) ? found : undefined),
  byContentAlone: (head) => (FROM.test(head) && STEP.test(head) ? { language: 'dockerfile' } : undefined),
};

/** `Dockerfile`, `Dockerfile.prod`, `Dockerfile-dev`, `app.Dockerfile`, `Containerfile`. */
const NAME = /^(?:[\w.-]+\.)?(?:docker|container)file(?:[.-](?!dockerignore$|md$|txt$)[\w.-]+)?$/i;
const FROM = /^[ \t]*from[ \t]+[\w$"'{-]/im;
const STEP = /^[ \t]*(?:RUN|COPY|CMD|ENTRYPOINT|ENV|ARG)[ \t]+\S/m;
