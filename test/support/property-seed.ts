// Setup of every test file: properties draw the same values in every run, so that one commit passes or fails for everyone.
// `PROPERTY_SEED=random npm test` draws others; a failure prints its seed, which this takes, too.

import fc from 'fast-check';

const seed = process.env['PROPERTY_SEED'] ?? '20260101';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
