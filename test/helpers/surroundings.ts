/** What a test finds around it is the same wherever it runs: no settings of the person who runs it reach it or what it starts. */
import fc from 'fast-check';

// Property tests try the same values on every run of `npm test`; `npm run fuzz -- --properties` tries others.
const seed = Number(process.env.PROPERTY_SEED ?? 20_261_130);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });

/** Languages, folders of settings, proxies, git's own variables, what paints or measures a terminal, and what says that this is CI. */
const OWN =
  /^(?:LC_\w+|LANGUAGE|XDG_\w+|(?:https?|all|no|ftp)_proxy|GIT_\w+|NO_COLOR|FORCE_COLOR|CLICOLOR\w*|COLUMNS|LINES|GITHUB_\w+|ENVLINT_\w+)$/i;
for (const name of Object.keys(process.env)) if (OWN.test(name)) delete process.env[name];
process.env.LANG = 'C.UTF-8';
