import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BANK, PROVENANCE } from '../figures/figures';
import { type LedgerFilter, linkTo } from '../ledger/ledger-filter';
import type { BookCheck } from './books.service';
import type { ClearingPair } from './clearing.service';
import type { Conservation, Provenance } from './conservation.service';
import { QUERIES } from './invariant-queries';
import { type InvariantCode, type Statement, STATEMENTS } from './invariant-statements';

/** What breaks a rule, named, with the link that lists its entries. */
export interface Violation {
  what: string;
  entries: string;
}

/** A line of the integrity page; figures are numbers or amounts. */
export interface Invariant {
  number: number;
  code: InvariantCode;
  statement: Statement;
  ok: boolean;
  figures: Record<string, unknown>;
  violations: Violation[];
}

interface Read {
  books: readonly BookCheck[];
  clearing: readonly ClearingPair[];
  conservation: Conservation;
  provenance: Provenance;
}
interface Finding {
  violations: Violation[];
  figures?: Record<string, unknown>;
}

/** The rules of money, each checked on the consolidated ledger as it is now. */
@Injectable()
export class Invariants {
  constructor(private readonly dataSource: DataSource) {}

  async check({ books, clearing, conservation, provenance }: Read): Promise<Invariant[]> {
    const found = await this.violations();
    const findings: Record<InvariantCode, Finding> = {
      transaction: { violations: found.transaction },
      'cash-and-fund': { violations: found.cashAndFund },
      transfers: transfers(clearing),
      bank: { violations: found.bank },
      provenance: {
        violations: differs(provenance.difference, { account: PROVENANCE }),
        figures: { ...provenance },
      },
      conservation: {
        violations: differs(conservation.difference, { book: 'treasury', account: BANK }),
        figures: { ...conservation },
      },
      agreements: { violations: found.agreements },
      floors: { violations: found.floors },
      'emergency-fund': { violations: found.emergency },
      'eighty-percent': { violations: found.eightyPercent },
      'paid-allocated-attributed': { violations: found.project },
      'append-only': appendOnly(books),
    };
    return (Object.keys(STATEMENTS) as InvariantCode[]).map((code, at) => invariant(at + 1, code, findings[code]));
  }

  private async violations(): Promise<Record<keyof typeof QUERIES, Violation[]>> {
    const entries = Object.entries(QUERIES) as [keyof typeof QUERIES, string][];
    const read = await Promise.all(
      entries.map(async ([name, query]) => {
        const rows: { what: string; filter: LedgerFilter }[] = await this.dataSource.query(query);
        return [name, rows.map(({ what, filter }) => ({ what, entries: linkTo(filter) }))] as const;
      }),
    );
    return Object.fromEntries(read) as Record<keyof typeof QUERIES, Violation[]>;
  }
}

function transfers(clearing: readonly ClearingPair[]): Finding {
  const inFlight = clearing.flatMap((pair) => pair.inFlight);
  const different = clearing.flatMap((pair) => pair.different);
  const overdue = inFlight.filter((one) => one.overdue);
  return {
    violations: [
      ...different.map(({ transfer, entries }) => ({ what: transfer, entries })),
      ...overdue.map(({ transfer, transaction, entries }) => ({ what: transfer ?? transaction, entries })),
    ],
    figures: {
      difference: Money.sum(clearing.map(({ difference }) => difference)),
      inFlight: inFlight.length,
      overdue: overdue.length,
    },
  };
}

function appendOnly(books: readonly BookCheck[]): Finding {
  return {
    violations: books
      .filter(({ verified }) => !verified)
      .map(({ book, firstBad }) => ({
        what: firstBad?.number ? `${book} ${firstBad.number}` : book,
        entries: linkTo(firstBad?.transaction ? { transaction: firstBad.transaction } : { book }),
      })),
    figures: {
      transactions: books.reduce((sum, { transactions }) => sum + transactions, 0),
      behind: books.reduce((sum, { behind }) => sum + behind, 0),
    },
  };
}

function differs(difference: Money, filter: LedgerFilter): Violation[] {
  return difference.isZero() ? [] : [{ what: `difference ${difference.toString()}`, entries: linkTo(filter) }];
}

function invariant(number: number, code: InvariantCode, { violations, figures }: Finding): Invariant {
  return {
    number,
    code,
    statement: STATEMENTS[code],
    ok: violations.length === 0,
    figures: { violations: violations.length, ...figures },
    violations,
  };
}
