import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { BANK, conservation, type ConservationTerm, MONEY_IN, MONEY_OUT, PROVENANCE } from '../figures/figures';
import { ConsolidatedLedger, type Figure } from '../ledger/ledger.service';
import type { ClearingPair } from './clearing.service';

/** A term reads as an amount and says which entries it is the sum of. */
export interface Term {
  amount: string;
  currency: string;
  entries: string;
}
export type Conservation = Record<ConservationTerm, Term> & {
  /** Bank, less what it can't explain and what another book has not received yet. */
  held: Term & { bank: Money; inFlight: Money };
  difference: Money;
};
export interface Provenance {
  provenance: Term;
  held: Money;
  between: Money;
  difference: Money;
}

const TREASURY_PAIRS = /^treasury-/;
const FUND_PAIRS = new Set(['contributions-disbursements', 'contributions-emergency-fund']);

/** Whether all money that came in is held, paid, refunded or charged; the bank's side comes from another book. */
@Injectable()
export class Conserved {
  constructor(private readonly ledger: ConsolidatedLedger) {}

  async read(pairs: readonly ClearingPair[]): Promise<Conservation> {
    const [terms, bank] = await Promise.all([
      this.ledger.figures(conservation),
      this.ledger.figure({ book: 'treasury', account: BANK }),
    ]);
    const inFlight = crossing(pairs.filter(({ pair }) => TREASURY_PAIRS.test(pair)));
    const held = bank.value.plus(inFlight);
    const into = Money.sum(MONEY_IN.map((name) => terms[name].value));
    const out = Money.sum(MONEY_OUT.map((name) => terms[name].value));
    const published = Object.fromEntries(Object.entries<Figure>(terms).map(([name, figure]) => [name, term(figure)]));
    return {
      ...(published as Record<ConservationTerm, Term>),
      held: { ...held.toJSON(), entries: bank.entries, bank: bank.value, inFlight },
      difference: into.minus(out).minus(held),
    };
  }

  /** Where each euro came from, told by three books, is what the fourth and the bank hold. */
  async provenance({ held }: Conservation, pairs: readonly ClearingPair[]): Promise<Provenance> {
    const named = await this.ledger.figure({ account: PROVENANCE, side: 'credit' });
    const between = crossing(pairs.filter(({ pair }) => FUND_PAIRS.has(pair)));
    const money = Money.of(held);
    return { provenance: term(named), held: money, between, difference: named.value.minus(money).minus(between) };
  }
}

/** What has left one book and not reached the other. */
function crossing(pairs: readonly ClearingPair[]): Money {
  return Money.sum(pairs.flatMap(({ inFlight }) => inFlight.map(({ eur }) => eur)));
}

function term({ value, entries }: Figure): Term {
  return { ...value.toJSON(), entries };
}
