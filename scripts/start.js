// `npm start`: installs what is missing, builds the web application, starts the server.
import { nodeEnvironment, nodeFlags } from '#cli/node-flags.js';
import { buildWeb } from './build-web.js';
import { install, run } from './install.js';

install();
process.exitCode = (await buildWeb()) || (await run([...nodeFlags, 'src/cli/main.ts', 'serve'], nodeEnvironment));
