import type { Day } from '@abonde/calendar';
import { Money, Rational } from '@abonde/money';
import { type Actor, BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { confinedTo } from '../donors/donors.service';
import { ageBands, ageOf } from './ageing';
import type { AgeingDto, ReceivableDto, ReceivablesQuery } from './instalments.dto';

interface Row {
  id: string;
  agreement: string;
  donor: string;
  number: number;
  reference: string | null;
  due_on: Day;
  currency: string;
  amount: string;
  called_eur: string;
  outstanding: string;
  donor_name: string;
  reminders: number;
  reminded_on: Day | null;
}

/** What donors owed at the end of a day, and how late it was. */
@Injectable()
export class Receivables {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: BusinessClock,
  ) {}

  /** Bands are totals of all that is asked for; `band` only narrows the lines. */
  async ageing({ asOf, donor, agreement, band }: ReceivablesQuery, actor: Actor): Promise<AgeingDto> {
    const day = asOf ?? (await this.clock.today());
    const rows: Row[] = await this.dataSource.query(
      `SELECT i.id, i.agreement, a.donor, i.number, i.reference, i.due_on, i.currency, i.amount, i.called_eur,
              (i.amount + coalesce(sum(s.amount), 0))::text AS outstanding, d.name AS donor_name,
              (SELECT count(*) FROM reminder r WHERE r.instalment = i.id AND r.sent_on <= $1)::int AS reminders,
              (SELECT max(r.sent_on) FROM reminder r WHERE r.instalment = i.id AND r.sent_on <= $1) AS reminded_on
         FROM instalment i JOIN agreement a ON a.code = i.agreement JOIN donor d ON d.code = a.donor
         LEFT JOIN settlement s ON s.instalment = i.id AND s.on_day <= $1
        WHERE i.called_on <= $1 AND ($2::text IS NULL OR a.donor = $2)
          AND ($3::text IS NULL OR a.donor = $3) AND ($4::text IS NULL OR i.agreement = $4)
        GROUP BY i.id, a.donor, d.name HAVING i.amount + coalesce(sum(s.amount), 0) <> 0
        ORDER BY i.due_on, i.agreement, i.number`,
      [day, confinedTo(actor) ?? null, donor ?? null, agreement ?? null],
    );
    const items = rows.map((row) => toDto(row, day));
    const totalOf = (some: readonly ReceivableDto[]) =>
      Money.sum(some.map(({ outstandingEur }) => Money.of(outstandingEur))).toJSON();
    return {
      asOf: day,
      items: band === undefined ? items : items.filter((item) => item.band === band),
      total: totalOf(items),
      bands: ageBands.map((one) => ({ band: one, total: totalOf(items.filter((item) => item.band === one)) })),
    };
  }
}

function toDto(row: Row, asOf: Day): ReceivableDto {
  const outstanding = BigInt(row.outstanding);
  const eur = Rational.of(BigInt(row.called_eur) * outstanding, BigInt(row.amount)).round();
  return {
    instalment: row.id,
    agreement: row.agreement,
    donor: row.donor,
    donorName: row.donor_name,
    reminders: row.reminders,
    remindedOn: row.reminded_on,
    number: row.number,
    reference: row.reference,
    dueOn: row.due_on,
    amount: Money.minor(BigInt(row.amount), row.currency).toJSON(),
    outstanding: Money.minor(outstanding, row.currency).toJSON(),
    outstandingEur: Money.minor(eur).toJSON(),
    ...ageOf(row.due_on, asOf),
  };
}
