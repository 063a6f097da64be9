import { addDays } from '@abonde/calendar';
import type { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { FlowEdge } from '../figures/edge';
import { figures } from '../figures/figures';
import { ConsolidatedLedger } from '../ledger/ledger.service';
import { type Asked, Overviews, type Period, periodOf } from './overview.service';

interface Balance {
  value: Money;
  entries: string;
}
export interface SourcesAndUses {
  instrument: string | null;
  period: Period;
  opening: Balance;
  sources: FlowEdge[];
  uses: FlowEdge[];
  closing: Balance;
}

/** The change of the pool itself is told by the two balances. */
const BALANCING = /^(unallocated|carried):/;

/** The fund table: opening + sources − uses = closing, to the cent. */
@Injectable()
export class SourcesAndUsesTable {
  constructor(
    private readonly ledger: ConsolidatedLedger,
    private readonly overviews: Overviews,
    private readonly clock: BusinessClock,
  ) {}

  async read(asked: Asked): Promise<SourcesAndUses> {
    const period = periodOf(asked, await this.clock.today());
    const about = asked.instrument ? { instrument: asked.instrument } : {};
    const [flows, opening, closing] = await Promise.all([
      this.overviews.flows({ ...about, ...period }, period),
      this.ledger.figure(figures.poolChange({ ...about, to: addDays(period.from, -1) })),
      this.ledger.figure(figures.poolChange({ ...about, to: period.to })),
    ]);
    const told = flows.filter(({ from, to }) => !BALANCING.test(from) && !BALANCING.test(to));
    return {
      instrument: asked.instrument ?? null,
      period,
      opening: { value: opening.value, entries: opening.entries },
      sources: told.filter(({ to }) => to.startsWith('instrument:')),
      uses: told.filter(({ from }) => from.startsWith('instrument:')),
      closing: { value: closing.value, entries: closing.entries },
    };
  }
}
