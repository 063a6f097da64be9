import { Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { envelope, shortfall } from './envelopes.service';
import { type EnvelopeFigures, envelopeFigures, type Sums } from './figures';
import type { MovementCause } from './movement';

type Kept = 'pledged' | 'called' | 'reserved' | 'disbursed' | 'justified' | 'refunded' | 'takenBeyond';
const kept: readonly string[] = [
  'pledged',
  'called',
  'reserved',
  'disbursed',
  'justified',
  'refunded',
  'takenBeyond',
] satisfies Kept[];

interface Promised {
  code: string;
  currency: string;
}

/** Reads the figures of agreements, many in a few statements. */
@Injectable()
export class Figures {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: Ledger,
  ) {}

  /** By agreement. */
  async of(agreements: readonly Promised[]): Promise<Map<string, EnvelopeFigures>> {
    const sums = await this.sums(agreements.map(({ code }) => code));
    const free = await this.ledger.balances('fund:envelope:*');
    return new Map(
      agreements.map((agreement) => {
        const { code } = agreement;
        const own: Sums = {
          ...(sums.get(code) ?? nothing()),
          free: (free.get(envelope(code)) ?? Money.zero()).minor,
        };
        return [code, envelopeFigures(agreement, own)];
      }),
    );
  }

  private async sums(codes: readonly string[]): Promise<Map<string, Sums>> {
    const rows: { agreement: string; kind: string; sum: string }[] = await this.dataSource.query(statement, [
      codes,
      codes.flatMap((code) => [`pledge:${code}`, `receivable:${code}`]),
      codes.map(shortfall),
    ]);
    const sums = new Map<string, Sums>(codes.map((code) => [code, nothing()]));
    for (const { agreement, kind, sum } of rows) {
      const target = sums.get(agreement);
      if (!target) continue;
      if (kept.includes(kind)) target[kind as Kept] = BigInt(sum);
      else target.moved[kind as MovementCause] = BigInt(sum);
    }
    return sums;
  }
}

function nothing(): Sums {
  return {
    pledged: 0n,
    called: 0n,
    moved: {},
    reserved: 0n,
    disbursed: 0n,
    justified: 0n,
    refunded: 0n,
    free: 0n,
    takenBeyond: 0n,
  };
}

const statement = `
  -- What fills a shortfall takes nothing back: only what the bank took does.
  SELECT agreement, cause AS kind, sum(delta)::text AS sum FROM movement
   WHERE agreement = ANY ($1) AND (cause <> 'RETURNED' OR NOT EXISTS (
     SELECT FROM ledger.transactions t WHERE t.id = movement.transaction AND t.kind = 'shortfall-repaid'))
   GROUP BY 1, 2
  UNION ALL
  SELECT split_part(a.path, ':', 3), 'takenBeyond', sum(p.amount)::text
    FROM ledger.accounts a JOIN ledger.postings p ON p.account = a.id
   WHERE a.path = ANY ($3)
     AND EXISTS (SELECT FROM ledger.postings o JOIN ledger.accounts other ON other.id = o.account
                  WHERE o.transaction = p.transaction AND other.path = 'fund:money')
   GROUP BY 1
  UNION ALL
  -- A call takes from the pledge what it makes a receivable, or pays from interest owed to the donor; a receivable also
  -- moves by what settles it or gives it up.
  SELECT split_part(a.path, ':', 2), CASE WHEN a.path LIKE 'pledge:%' THEN 'pledged' ELSE 'called' END, sum(p.amount)::text
    FROM ledger.accounts a JOIN ledger.postings p ON p.account = a.id
   WHERE a.path = ANY ($2)
     AND NOT EXISTS (SELECT FROM ledger.postings o JOIN ledger.accounts other ON other.id = o.account
                      WHERE o.transaction = p.transaction
                        AND CASE WHEN a.path LIKE 'pledge:%' THEN other.path LIKE 'receivable:%' OR other.path LIKE 'payable-to-donor:%'
                                 ELSE other.path = ANY ('{fund:money,clearing:treasury,write-off}') OR other.path LIKE 'unapplied:%' END)
   GROUP BY 1, 2
  UNION ALL
  SELECT agreement, 'disbursed', sum(disbursed)::text FROM consumption WHERE agreement = ANY ($1) GROUP BY 1
  UNION ALL
  SELECT agreement, 'justified', sum(justified)::text FROM consumption WHERE agreement = ANY ($1) GROUP BY 1
  UNION ALL
  SELECT agreement, 'refunded', sum(paid)::text FROM refund WHERE agreement = ANY ($1) GROUP BY 1
  UNION ALL
  SELECT line ->> 'agreement', 'reserved', sum((line ->> 'minor')::bigint)::text
    FROM allocation, jsonb_array_elements(lines) line
   WHERE status = 'PROPOSED' AND line ->> 'agreement' = ANY ($1) GROUP BY 1`;
