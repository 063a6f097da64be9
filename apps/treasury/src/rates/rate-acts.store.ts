import type { Day } from '@abonde/calendar';
import type { Actor } from '@abonde/platform';
import type { EntityManager } from 'typeorm';

export const rateActs = ['ENTERED', 'CORRECTION_ASKED', 'CORRECTED', 'CORRECTION_DECLINED'] as const;
export type RateAct = (typeof rateActs)[number];

export interface ActOnRate {
  currency: string;
  day: Day;
  act: RateAct;
  correction?: string;
  rate: string;
  source: string;
  former?: { rate: string; source: string };
  reason?: string;
}

/** Adds to the history of a rate; what is there is never changed. */
export async function keepRateAct(tx: EntityManager, done: ActOnRate, { id, name }: Actor): Promise<void> {
  const { currency, day, act, correction, rate, source, former, reason } = done;
  await tx.query(
    `INSERT INTO exchange_rate_acts (currency, day, act, correction, rate, source, former_rate, former_source, reason, actor, actor_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      currency,
      day,
      act,
      correction ?? null,
      rate,
      source,
      former?.rate ?? null,
      former?.source ?? null,
      reason ?? null,
      id,
      name,
    ],
  );
}

/** The corrections nobody has decided, to join to rates as `asked`. */
export const OPEN_CORRECTIONS = `
  SELECT * FROM exchange_rate_acts AS a WHERE act = 'CORRECTION_ASKED'
     AND NOT EXISTS (SELECT FROM exchange_rate_acts AS d WHERE d.correction = a.correction AND d.act <> 'CORRECTION_ASKED')`;
