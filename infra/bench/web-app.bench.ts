import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { atMost, type Bench, type BenchContext, type Row } from './bench';

const built = 'apps/web/dist';

/** What a browser downloads to run before anything can be used: the page's scripts and all that they import at once. */
export const webApp: Bench = {
  name: 'web-app',
  async run(context: BenchContext): Promise<Row[]> {
    context.say('   building the web app…');
    await promisify(execFile)('npm', ['run', '--silent', 'build:web']);
    const scripts = [...closure(scriptsOf(readFileSync(join(built, 'index.html'), 'utf8')))];
    const sizes = scripts.map((script) => ({ script, bytes: gzipSync(readFileSync(join(built, script))).length }));
    context.say(`   ${sizes.map(({ script, bytes }) => `${script} ${(bytes / 1_000).toFixed(1)} kB`).join(', ')}`);
    const value = sizes.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000;
    return [atMost(1, { name: 'script of the first load, gzip', value, unit: 'kB', limit: 220 })];
  },
};

function scriptsOf(page: string): string[] {
  const scripts = page.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="\/([^"]+\.js)"/g);
  return [...scripts].flatMap(([, path]) => (path === undefined ? [] : [path]));
}

/** Adds what is imported statically; what is imported when it is needed is no part of the first load. */
function closure(scripts: string[]): Set<string> {
  const found = new Set<string>();
  for (const waiting = [...scripts]; waiting.length > 0;) {
    const script = waiting.pop();
    if (script === undefined || found.has(script)) continue;
    found.add(script);
    const text = readFileSync(join(built, script), 'utf8');
    for (const [, path] of text.matchAll(/(?:^|[;}])(?:import|export)(?:[^"'()]*?from)?["'](\.[^"']+\.js)["']/g)) {
      if (path !== undefined) waiting.push(join(dirname(script), path));
    }
  }
  return found;
}
