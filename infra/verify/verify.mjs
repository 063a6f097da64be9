import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { main, prepare, root, say } from '../setup/prepare.mjs';

const built = join(root, 'dist/infra/verify/verify-books.js');

await main(async () => {
  // What a running platform runs from is not built again under its feet.
  if (!existsSync(built)) prepare({ web: false });
  const { verifyBooks } = createRequire(import.meta.url)(built);
  const progress = process.stderr.isTTY ? (line) => process.stderr.write(`\r\u001b[K${line}`) : () => undefined;
  if (!(await verifyBooks(process.argv.slice(2), { say, progress }))) process.exitCode = 1;
});
