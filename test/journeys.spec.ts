import { ownResources } from '../infra/actors/registers';
import { aidWithCrashes } from './aid-with-crashes.journey';
import { pathOfTheMoney } from './path-of-the-money.journey';
import { Platform } from './platform';
import { projectsToTheirEnd } from './projects.journey';

jest.setTimeout(120_000);

/** Six processes, a real PostgreSQL, a real event log: started once, since starting them costs more than any journey. */
describe('the platform', () => {
  let platform: Platform;

  beforeAll(async () => {
    platform = await Platform.start('journeys');
    await ownResources(platform);
  }, 180_000);

  afterAll(() => platform?.stop(), 60_000);

  describe('the path of the money', () => pathOfTheMoney(() => platform));
  describe('projects to their end', () => projectsToTheirEnd(() => platform));
  describe('an aid, with crashes', () => aidWithCrashes(() => platform));
});
