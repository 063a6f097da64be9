import { createRequire } from 'node:module';
import { join } from 'node:path';
import { main, prepare, root, say } from '../setup/prepare.mjs';

await main(async () => {
  prepare({ web: false });
  const { verifyBooks } = createRequire(import.meta.url)(join(root, 'dist/infra/verify/verify-books.js'));
  const progress = process.stderr.isTTY ? (line) => process.stderr.write(`\r\u001b[K${line}`) : () => undefined;
  if (!(await verifyBooks(process.argv.slice(2), { say, progress }))) process.exitCode = 1;
});
