import { createRequire } from 'node:module';
import { join } from 'node:path';
import { main, prepare, root } from '../setup/prepare.mjs';

await main(async () => {
  prepare({ web: false });
  const { events } = createRequire(import.meta.url)(join(root, 'dist/infra/events/run-events.js'));
  await events(process.argv.slice(2));
});
