import { ownResources } from '../infra/actors/registers';
import { crashes } from './crashes.journey';
import { Platform } from './platform';
import { rebuild } from './rebuild.journey';
import { tampering } from './tampering.journey';

jest.setTimeout(120_000);

/** What must never happen, done on purpose to six processes on a real PostgreSQL and a real event log. */
describe('the platform, under attack', () => {
  let platform: Platform;

  beforeAll(async () => {
    platform = await Platform.start('resilience');
    await ownResources(platform);
  }, 180_000);

  afterAll(() => platform?.stop(), 60_000);

  describe('crashes', () => crashes(() => platform));
  describe('tampering', () => tampering(() => platform));
  describe('a rebuild of reporting', () => rebuild(() => platform));
});
