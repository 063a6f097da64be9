import { z } from 'zod';
import { event, producer } from './producer';
import { day } from './schema';

export const platform = producer('platform', {
  /** Demonstration only: every service takes its business day from it; key is always `clock`. */
  'business-day-set': event('clock', z.object({ day })),
});
