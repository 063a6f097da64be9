import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BookCheck } from './books.service';
import type { ClearingPair } from './clearing.service';
import type { Conservation, Provenance } from './conservation.service';
import { QUERIES } from './invariant-queries';

/** A number, or an amount; a violation names what breaks the rule. */
export interface Invariant {
  number: number;
  name: string;
  ok: boolean;
  figures: Record<string, unknown>;
  violations: string[];
}

interface Read {
  books: readonly BookCheck[];
  clearing: readonly ClearingPair[];
  conservation: Conservation;
  provenance: Provenance;
}

/** The rules of money, each checked on the consolidated ledger as it is now. */
@Injectable()
export class Invariants {
  constructor(private readonly dataSource: DataSource) {}

  async check({ books, clearing, conservation, provenance }: Read): Promise<Invariant[]> {
    const found = await this.violations();
    const inFlight = clearing.flatMap((pair) => pair.inFlight);
    const differences = clearing.filter(({ difference }) => !difference.isZero());
    const overdue = inFlight.filter((one) => one.overdue);
    return [
      invariant(1, 'transaction', found.transaction),
      invariant(2, 'cash-and-fund', found.cashAndFund),
      invariant(
        3,
        'transfers',
        [
          ...differences.map(({ pair }) => pair),
          ...overdue.map(({ transfer, transaction }) => transfer ?? transaction),
        ],
        {
          difference: Money.sum(differences.map(({ difference }) => difference)),
          inFlight: inFlight.length,
          overdue: overdue.length,
        },
      ),
      invariant(4, 'bank', found.bank),
      invariant(5, 'provenance', provenance.difference.isZero() ? [] : ['difference'], { ...provenance }),
      invariant(6, 'conservation', conservation.difference.isZero() ? [] : ['difference'], { ...conservation }),
      invariant(7, 'agreements', found.agreements),
      invariant(8, 'floors', found.floors),
      invariant(9, 'emergency-fund', found.emergency),
      invariant(10, 'eighty-percent', found.eightyPercent),
      invariant(11, 'paid-allocated-attributed', found.project),
      invariant(
        12,
        'append-only',
        books.filter(({ verified }) => !verified).map(({ book }) => book),
        {
          transactions: books.reduce((sum, { transactions }) => sum + transactions, 0),
          behind: books.reduce((sum, { behind }) => sum + behind, 0),
        },
      ),
    ];
  }

  private async violations(): Promise<Record<keyof typeof QUERIES, string[]>> {
    const entries = Object.entries(QUERIES) as [keyof typeof QUERIES, string][];
    const read = await Promise.all(
      entries.map(async ([name, query]) => {
        const rows: { violation: string }[] = await this.dataSource.query(query);
        return [name, rows.map(({ violation }) => violation)] as const;
      }),
    );
    return Object.fromEntries(read) as Record<keyof typeof QUERIES, string[]>;
  }
}

function invariant(
  number: number,
  name: string,
  violations: string[],
  figures: Record<string, unknown> = {},
): Invariant {
  return {
    number,
    name,
    ok: violations.length === 0,
    figures: { violations: violations.length, ...figures },
    violations,
  };
}
