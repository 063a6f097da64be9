import type { Day } from '@abonde/calendar';
import { type Command, decodeCursor, isUuid, notFound, type Page, paged, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  correctionPending,
  isSameRate,
  type QuotedRate,
  reasonRequired,
  refuseAsker,
  refuseDecided,
  refuseStranger,
} from './rate-correction';
import { keepRateAct, OPEN_CORRECTIONS } from './rate-acts.store';
import type { EnterRateDto, RateActDto, RateActsQuery } from './rates.dto';

interface Correction extends QuotedRate {
  currency: string;
  day: Day;
  reason: string;
  actor: string;
}

/**
 * A rate that is known isn't typed over: one person asks for a correction and says why, a controller who isn't that person
 * puts it in force. What was booked at the former rate stays as it was booked.
 */
@Injectable()
export class RateCorrections {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * The same rate again asks for nothing.
   * @throws {Violation} 422 `REASON_REQUIRED`, 409 `CORRECTION_PENDING`
   */
  async ask(tx: EntityManager, { currency, day, rate, source, reason }: EnterRateDto, command: Command): Promise<void> {
    const former = await inForce(tx, currency, day);
    if (isSameRate(former, { rate, source })) return;
    if (reason === undefined) throw reasonRequired(currency, day, former);
    const [pending] = await tx.query(`SELECT FROM (${OPEN_CORRECTIONS}) AS asked WHERE currency = $1 AND day = $2`, [
      currency,
      day,
    ]);
    if (pending) throw correctionPending(currency, day);
    const act = 'CORRECTION_ASKED' as const;
    await keepRateAct(tx, { currency, day, act, correction: uuid(), rate, source, former, reason }, command.actor);
  }

  /** @throws 404; 409 `ALREADY_DECIDED`; 403 `SAME_PERSON` */
  confirm(id: string, command: Command): Promise<void> {
    return this.unitOfWork.run(command, async (tx) => {
      const { actor: asker, ...asked } = await this.open(tx, id);
      refuseAsker(command.actor, asker);
      const former = await inForce(tx, asked.currency, asked.day);
      await keepRateAct(tx, { ...asked, act: 'CORRECTED', correction: id, former }, command.actor);
      await tx.query(
        `UPDATE exchange_rates SET rate = $3, source = $4, entered_by = $5, entered_at = now() WHERE currency = $1 AND day = $2`,
        [asked.currency, asked.day, asked.rate, asked.source, asker],
      );
    });
  }

  /** A controller turns it down, or whoever asked for it takes it back. @throws 404; 409 `ALREADY_DECIDED`; 403 */
  decline(id: string, reason: string, command: Command): Promise<void> {
    return this.unitOfWork.run(command, async (tx) => {
      const { actor: asker, ...asked } = await this.open(tx, id);
      refuseStranger(command.actor, asker);
      const former = await inForce(tx, asked.currency, asked.day);
      await keepRateAct(tx, { ...asked, act: 'CORRECTION_DECLINED', correction: id, former, reason }, command.actor);
    });
  }

  /** Newest first. */
  async acts({ currency, day, limit, cursor }: RateActsQuery): Promise<Page<RateActDto>> {
    const [before = null] = decodeCursor(cursor) ?? [];
    const rows: RateActDto[] = await this.dataSource.query(
      `SELECT position::text, currency, day::text AS day, act, rate, source, former_rate AS "formerRate",
              former_source AS "formerSource", reason, actor AS by, actor_name AS "byName", at
         FROM exchange_rate_acts
        WHERE ($1::bigint IS NULL OR position < $1) AND ($2::text IS NULL OR currency = $2) AND ($3::date IS NULL OR day = $3)
        ORDER BY exchange_rate_acts.position DESC LIMIT $4`,
      [before, currency ?? null, day ?? null, limit + 1],
    );
    return paged(rows, limit, ({ position }) => [position]);
  }

  private async open(tx: EntityManager, id: string): Promise<Correction> {
    const [asked]: Correction[] = isUuid(id)
      ? await tx.query(
          `SELECT currency, day::text AS day, rate, source, reason, actor FROM exchange_rate_acts
            WHERE correction = $1 AND act = 'CORRECTION_ASKED'`,
          [id],
        )
      : [];
    if (!asked) throw notFound('correction', id);
    // Two who decide at once wait for one another here.
    await inForce(tx, asked.currency, asked.day);
    const [decided]: { act: string }[] = await tx.query(
      `SELECT act FROM exchange_rate_acts WHERE correction = $1 AND act <> 'CORRECTION_ASKED'`,
      [id],
    );
    refuseDecided(decided?.act);
    return asked;
  }
}

/** The rate of a day, locked. */
async function inForce(tx: EntityManager, currency: string, day: Day): Promise<QuotedRate> {
  const [row]: QuotedRate[] = await tx.query(
    'SELECT rate, source FROM exchange_rates WHERE currency = $1 AND day = $2 FOR UPDATE',
    [currency, day],
  );
  return row!;
}
