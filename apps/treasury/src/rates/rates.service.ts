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

export interface ExchangeRate {
  currency: string;
  day: Day;
  /** Units of the currency for one euro, as a decimal string. */
  rate: string;
  source: string;
}

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
  ) {}

  /** Newest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<ExchangeRate>> {
    const [day = null, currency = null] = decodeCursor(cursor) ?? [];
    const rows: ExchangeRate[] = await this.dataSource.query(
      `SELECT currency, day::text AS day, rate, source FROM exchange_rates
        WHERE $1::date IS NULL OR day < $1 OR (day = $1 AND currency > $2) ORDER BY day DESC, currency LIMIT $3`,
      [day, currency, limit + 1],
    );
    return paged(rows, limit, (row) => [row.day, row.currency]);
  }

  /** A rate holds from its day until the next one given. What was booked at a rate stays as it was booked. */
  enter(command: Command, { currency, day, rate, source }: ExchangeRate): Promise<ExchangeRate> {
    return this.unitOfWork.run(command, async (tx) => {
      await tx.query(
        `INSERT INTO exchange_rates (currency, day, rate, source, entered_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (currency, day) DO UPDATE SET rate = excluded.rate, source = excluded.source,
           entered_by = excluded.entered_by, entered_at = now()`,
        [currency, day, rate, source, command.actor.id],
      );
      return { currency, day, rate, source };
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
