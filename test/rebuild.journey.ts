import { eventually } from '@abonde/testing';
import { PATIENCE } from './person';
import type { Platform } from './platform';
import { donor } from '../infra/actors/registers';
import { caughtUp, intact } from './settled';

/** Reporting is dropped and built again from the event log while the rest runs. */
export function rebuild(running: () => Platform): void {
  it('gives the same to the last digest, answers meanwhile, and takes in what happens meanwhile', async () => {
    const platform = running();
    const auditor = platform.as('auditor');
    await caughtUp(platform);
    const before = await auditor.get('/api/reporting/digest');
    const { epoch } = await platform.as('administrator').post('/api/reporting/rebuild', { reason: 'journey' });
    expect(epoch).toBe(before.epoch + 1);
    for (let at = 0; at < 5; at += 1) {
      await donor(platform, `DURING-${at}`);
      const { events, entries } = await auditor.get('/api/reporting/digest');
      expect(events).toBeGreaterThanOrEqual(before.events);
      expect(entries).toBeGreaterThanOrEqual(before.entries);
    }
    await eventually(
      async () =>
        expect(await auditor.get('/api/reporting/rebuild')).toMatchObject({ epoch, state: 'DONE', identical: true }),
      PATIENCE,
    );
    await caughtUp(platform);
    await eventually(async () =>
      expect(await auditor.get('/api/reporting/digest')).toMatchObject({
        epoch,
        events: before.events + 5,
        registers: before.registers + 5,
        entries: before.entries,
        heads: before.heads,
      }),
    );
    await intact(platform);
  });
}
