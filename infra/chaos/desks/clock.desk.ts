import { addDays } from '@abonde/calendar';
import type { Random } from '../random';
import { breath, today, type World } from './world';

/** The administrator turns the business day over: interest accrues, and the bank may report another day. */
export class ClockDesk {
  constructor(
    private readonly world: World,
    private readonly random: Random,
  ) {}

  /** Goes on until it is told to stop: the bank needs new days until all is paid. */
  async work(isOver: () => boolean): Promise<void> {
    const { client, model } = this.world;
    const first = await today(this.world);
    while (!isOver()) {
      await breath(this.random, 1_500, 4_000);
      await client.as('administrator').post('/api/clock', { advance: 'DAY' });
      model.daysTurned += 1;
    }
    const last = await today(this.world);
    if (last !== addDays(first, model.daysTurned))
      model.surprises.push(`The day turned ${model.daysTurned} times from ${first}, and it is ${last}`);
  }
}
