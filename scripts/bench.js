// `npm run bench`: measures each promise of speed beside its peer and writes bench/RESULTS.md.
import { buildWeb } from './build-web.js';
import { install, run } from './install.js';

install();
process.exitCode = (await buildWeb()) || (await run(['--expose-gc', 'bench/main.ts', ...process.argv.slice(2)]));
