// `npm run example [province|nation] [-- --entries N]`: installs what is missing, then fills an empty data folder with one of the fictional examples.
import { nodeEnvironment, nodeFlags } from '#cli/node-flags.js';
import { install, run } from './install.js';

install();
process.exitCode = await run([...nodeFlags, 'src/cli/main.ts', 'example', ...process.argv.slice(2)], nodeEnvironment);
