import { join } from 'node:path';
import { outdatedEventDocs, writeEventDocs } from './event-docs';

const folder = join(process.cwd(), 'docs/events');

if (process.argv.includes('--check')) {
  const outdated = outdatedEventDocs(folder);
  if (outdated.length > 0) {
    console.error(`docs/events is not what the contracts say: ${outdated.join(', ')}. Run: npm run docs:events`);
    process.exit(1);
  }
} else {
  writeEventDocs(folder);
}
