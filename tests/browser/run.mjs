// Runs every *.test.mjs of this folder one after the other (or those whose names are given) and adds up.
// Each file is a program of its own that ends with "N passed, N failed".
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(here).filter((f) => f.endsWith('.test.mjs')).filter((f) => !wanted.length || wanted.some((w) => f.includes(w))).sort();
let passed = 0, failed = 0;

for (const file of files) {
  console.log('== ' + file);
  const text = await new Promise((resolve) => {
    const child = spawn(process.execPath, [join(here, file)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const timer = setTimeout(() => { console.log('FAIL  ' + file + ' took more than twelve minutes'); child.kill('SIGKILL'); }, 720000);
    let all = '';
    child.stdout.on('data', (d) => { all += d; process.stdout.write(d); });
    child.on('close', (code) => { clearTimeout(timer); resolve(all + (code && !/\d+ failed/.test(all) ? '\n0 passed, 1 failed\n' : '')); });
  });
  const counts = [...text.matchAll(/^(\d+) passed, (\d+) failed$/gm)].pop();
  passed += counts ? Number(counts[1]) : 0;
  failed += counts ? Number(counts[2]) : 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
