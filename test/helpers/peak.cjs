// Loaded with --require: writes what the process took at most, in kilobytes, to the file PEAK_TO names.
'use strict';
const { writeFileSync } = require('node:fs');

const file = process.env.PEAK_TO;
if (file) process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
