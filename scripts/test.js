// `npm test`: everything a change must pass, on real parts. The last line is `N passed, N failed`.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildWeb, generateClient } from './build-web.js';
import { install, root, runTool } from './install.js';

install();

const report = path.join(root, '.cache', 'tests.json');
rmSync(report, { force: true });
// What Node has compiled once serves every process of the tests.
process.env.NODE_COMPILE_CACHE = path.join(root, '.cache', 'compiled');

const steps = [
  ['接口描述', generateClient],
  ['类型与分层', () => runTool('tsc', '-b')],
  ['格式与规范', () => runTool('biome', 'check', '--error-on-warnings', '.')],
  ['无用代码', () => runTool('knip', '--no-progress')],
  ['网页生成', buildWeb],
  [
    '测试',
    () =>
      runTool(
        'vitest',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...process.argv.slice(2),
      ),
  ],
];

let passed = 0;
let failed = 0;
for (const [title, step] of steps) {
  const code = await step();
  console.log(`${code === 0 ? '通过' : '未通过'}：${title}`);
  if (code === 0) passed++;
  else failed++;
}
if (existsSync(report)) {
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  passed += numPassedTests;
  failed += numFailedTests;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
