import { loadScenario } from './load/load';
import { planScenario } from './plan';
import { readReference } from './reference';

/** Loads the demonstration into the platform at `GATEWAY_URL`, then ends. */
async function run(): Promise<void> {
  const base = process.env['GATEWAY_URL'] ?? 'http://127.0.0.1:3000';
  await loadScenario(base, planScenario(readReference()), (done, of, what) => console.warn(`${done}/${of} ${what}`));
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
