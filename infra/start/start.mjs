import { createRequire } from 'node:module';
import { join } from 'node:path';
import { main, prepare, root, say } from '../setup/prepare.mjs';

await main(async () => {
  say('Abonde');
  prepare();
  const { startDemonstration } = createRequire(import.meta.url)(join(root, 'dist/infra/start/demonstration.js'));
  await startDemonstration(process.argv.slice(2));
});
