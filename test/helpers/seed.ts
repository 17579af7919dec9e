/** Property tests try the same values on every run of `npm test`; `npm run fuzz -- --properties` tries others. */
import fc from 'fast-check';

const seed = Number(process.env.PROPERTY_SEED ?? 20_261_130);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
