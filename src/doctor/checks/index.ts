/** All checks of the running machine, in the order in which their findings are repaired. */
import type { Check } from '../check.ts';
import clashListensElsewhere from './clash-listens-elsewhere.ts';
import clashRunsOtherFile from './clash-runs-other-file.ts';
import environmentOutdated from './environment-outdated.ts';
import nobodyListens from './nobody-listens.ts';
import otherProgramListens from './other-program-listens.ts';
import programWithoutNoProxy from './program-without-no-proxy.ts';
import resolverDiffers from './resolver-differs.ts';
import resolverUnanswered from './resolver-unanswered.ts';
import serviceOutdated from './service-outdated.ts';

export const checks: readonly Check[] = [
  nobodyListens,
  otherProgramListens,
  clashListensElsewhere,
  clashRunsOtherFile,
  environmentOutdated,
  serviceOutdated,
  programWithoutNoProxy,
  resolverUnanswered,
  resolverDiffers,
];
