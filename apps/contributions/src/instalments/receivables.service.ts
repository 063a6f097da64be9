import type { Day } from '@abonde/calendar';
import { Money, Rational } from '@abonde/money';
import { type Actor, BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { confinedTo } from '../donors/donors.service';
import { ageBands, ageOf } from './ageing';
import type { AgeingDto, ReceivableDto } from './instalments.dto';

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
}

/** What donors owed at the end of a day, and how late it was. */
@Injectable()
export class Receivables {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: BusinessClock,
  ) {}

  async ageing(asOf: Day | undefined, actor: Actor): Promise<AgeingDto> {
    const day = asOf ?? (await this.clock.today());
    const rows: Row[] = await this.dataSource.query(
      `SELECT i.id, i.agreement, a.donor, i.number, i.reference, i.due_on, i.currency, i.amount, i.called_eur,
              (i.amount + coalesce(sum(s.amount), 0))::text AS outstanding
         FROM instalment i JOIN agreement a ON a.code = i.agreement
         LEFT JOIN settlement s ON s.instalment = i.id AND s.on_day <= $1
        WHERE i.called_on <= $1 AND ($2::text IS NULL OR a.donor = $2)
        GROUP BY i.id, a.donor HAVING i.amount + coalesce(sum(s.amount), 0) <> 0
        ORDER BY i.due_on, i.agreement, i.number`,
      [day, confinedTo(actor) ?? null],
    );
    const items = rows.map((row) => toDto(row, day));
    const totalOf = (some: readonly ReceivableDto[]) =>
      Money.sum(some.map(({ outstandingEur }) => Money.of(outstandingEur))).toJSON();
    return {
      asOf: day,
      items,
      total: totalOf(items),
      bands: ageBands.map((band) => ({ band, total: totalOf(items.filter((item) => item.band === band)) })),
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
    number: row.number,
    reference: row.reference,
    dueOn: row.due_on,
    amount: Money.minor(BigInt(row.amount), row.currency).toJSON(),
    outstanding: Money.minor(outstanding, row.currency).toJSON(),
    outstandingEur: Money.minor(eur).toJSON(),
    ...ageOf(row.due_on, asOf),
  };
}
