import type { Day } from '@abonde/calendar';
import { PEGS, Rational } from '@abonde/money';
import {
  type Command,
  decodeCursor,
  DomainError,
  type Page,
  paged,
  type PageQuery,
  UnitOfWork,
} from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { keepRateAct, OPEN_CORRECTIONS } from './rate-acts.store';
import { refuseUnratable } from './ratable';
import { RateCorrections } from './rate-corrections.service';
import type { EnterRateDto, ExchangeRateDto } from './rates.dto';

const RATES = `
  SELECT r.currency, r.day::text AS day, r.rate, r.source,
         CASE WHEN asked.correction IS NULL THEN NULL ELSE jsonb_build_object('id', asked.correction, 'rate', asked.rate,
           'source', asked.source, 'reason', asked.reason, 'askedBy', asked.actor, 'askedByName', asked.actor_name,
           'askedAt', asked.at) END AS correction
    FROM exchange_rates r
    LEFT JOIN (${OPEN_CORRECTIONS}) AS asked ON asked.currency = r.currency AND asked.day = r.day`;

/** The rates of one currency, to look up many days at once. */
export interface RateTable {
  /** @throws {DomainError} 422 `EXCHANGE_RATE_MISSING` */
  at(day: Day): Rational;
}

/** Day rates of foreign currencies. A fixed parity needs none. */
@Injectable()
export class RatesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly corrections: RateCorrections,
  ) {}

  /** Newest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<ExchangeRateDto>> {
    const [day = null, currency = null] = decodeCursor(cursor) ?? [];
    const rows: ExchangeRateDto[] = await this.dataSource.query(
      `${RATES} WHERE $1::date IS NULL OR r.day < $1 OR (r.day = $1 AND r.currency > $2) ORDER BY r.day DESC, r.currency LIMIT $3`,
      [day, currency, limit + 1],
    );
    return paged(rows, limit, (row) => [row.day, row.currency]);
  }

  /**
   * A rate holds from its day until the next one given; one that is known already is corrected, by another person's yes. What
   * was booked at a rate stays as it was booked.
   * @throws {Violation} 422 `UNKNOWN_CURRENCY`, `RATE_IS_FIXED`, `REASON_REQUIRED`; 409 `CORRECTION_PENDING`
   */
  enter(command: Command, entered: EnterRateDto): Promise<ExchangeRateDto> {
    const { currency, day, rate, source } = entered;
    refuseUnratable(currency, rate, 'currency');
    return this.unitOfWork.run(command, async (tx) => {
      const added: unknown[] = await tx.query(
        `INSERT INTO exchange_rates (currency, day, rate, source, entered_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (currency, day) DO NOTHING RETURNING day`,
        [currency, day, rate, source, command.actor.id],
      );
      if (added.length > 0) await keepRateAct(tx, { currency, day, act: 'ENTERED', rate, source }, command.actor);
      else await this.corrections.ask(tx, entered, command);
      const [row]: ExchangeRateDto[] = await tx.query(`${RATES} WHERE r.currency = $1 AND r.day = $2`, [currency, day]);
      return row!;
    });
  }

  async at(tx: EntityManager, currency: string, day: Day): Promise<Rational> {
    return (await this.table(tx, currency)).at(day);
  }

  async table(tx: EntityManager, currency: string): Promise<RateTable> {
    const peg = currency === 'EUR' ? Rational.of(1n) : PEGS.get(currency);
    if (peg) return { at: () => peg };
    const rows: { day: Day; rate: string }[] = await tx.query(
      'SELECT day::text AS day, rate FROM exchange_rates WHERE currency = $1 ORDER BY day DESC',
      [currency],
    );
    return {
      at(day) {
        const found = rows.find((row) => row.day <= day);
        if (found) return Rational.parse(found.rate);
        throw new DomainError({
          code: 'EXCHANGE_RATE_MISSING',
          status: 422,
          title: 'Exchange rate missing',
          detail: `No rate of ${currency} is known on ${day}.`,
          currency,
          day,
        });
      },
    };
  }
}
