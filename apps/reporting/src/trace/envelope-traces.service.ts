import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { edgeOf, type FlowEdge } from '../figures/edge';
import { type LedgerFilter, NONE } from '../ledger/ledger-filter';
import { ConsolidatedLedger } from '../ledger/ledger.service';
import { ProjectTraces } from './project-traces.service';
import { allocations, ENVELOPES, remainders } from './trace-filters';

const RECEIVED = ['received', 'applied', 'own-received'];
/** Names of an envelope's flows, the same whether it is own resources' or a donor's. */
const FLOW = `CASE WHEN e.flow IN ('received', 'applied', 'own-received') THEN 'received' ELSE replace(e.flow, 'own-', '') END`;

/** What becomes of money from a donor to the projects that get it. */
@Injectable()
export class EnvelopeTraces {
  constructor(
    private readonly ledger: ConsolidatedLedger,
    private readonly projects: ProjectTraces,
  ) {}

  /** Everything below the agreements that a filter chooses. */
  async from(chosen: LedgerFilter): Promise<FlowEdge[]> {
    const [envelopes, projects, below] = await Promise.all([
      this.envelopes(chosen),
      this.ledger.groups(allocations({ ...chosen, flow: ['allocated'] }), {
        agreement: 'e.agreement',
        project: 'e.project',
      }),
      this.projects.below(chosen),
    ]);
    const given = projects.flatMap(({ agreement, project, value }) =>
      edgeOf({
        hub: `project:${project}`,
        node: `agreement:${agreement}`,
        direction: 'in',
        entered: value,
        filter: allocations({ flow: ['allocated'], agreement: agreement ?? NONE, project: [project ?? NONE] }),
      }),
    );
    return [...envelopes, ...given, ...below];
  }

  /** What an agreement received and what it was used for; what projects got is told from their own book. */
  private async envelopes(chosen: LedgerFilter): Promise<FlowEdge[]> {
    const filter = { ...ENVELOPES, ...chosen };
    const [flows, received, balances] = await Promise.all([
      this.ledger.groups(filter, {
        agreement: 'e.agreement',
        flow: FLOW,
        donor: `CASE WHEN ${FLOW} = 'received' THEN e.donor END`,
      }),
      this.ledger.groups(allocations({ ...chosen, flow: ['allocated'] }), { agreement: 'e.agreement' }),
      this.ledger.groups(filter, { agreement: 'e.agreement' }),
    ]);
    const lanes = flows.flatMap(({ agreement, flow, donor, value }) => {
      const hub = `agreement:${agreement}`;
      const mine: LedgerFilter = { ...filter, agreement: agreement ?? NONE };
      if (flow === 'allocated' || flow === 'released') return [];
      const received = flow === 'received';
      return edgeOf({
        hub,
        node: received ? `donor:${donor ?? NONE}` : `${flow}:${agreement}`,
        direction: value.isPositive() ? 'in' : 'out',
        entered: value,
        filter: received
          ? { ...mine, donor: donor ?? NONE, flow: RECEIVED }
          : { ...mine, flow: [flow ?? NONE, `own-${flow}`] },
      });
    });
    const transit = flows.filter(({ flow }) => flow === 'allocated' || flow === 'released');
    return [
      ...lanes,
      ...this.inTransit(transit, received, filter),
      ...remainders(balances, 'agreement', 'free', filter),
    ];
  }

  /** Allocations that one of the two books has and the other not yet. */
  private inTransit(
    sent: { agreement: string | null; value: Money }[],
    received: { agreement: string | null; value: Money }[],
    filter: LedgerFilter,
  ): FlowEdge[] {
    const agreements = [...new Set([...sent, ...received].map(({ agreement }) => agreement))];
    const sum = (rows: typeof sent, code: string | null) =>
      Money.sum(rows.filter(({ agreement }) => agreement === code).map(({ value }) => value));
    return agreements.flatMap((agreement) =>
      edgeOf({
        hub: `agreement:${agreement}`,
        node: `in-transit:${agreement}`,
        direction: 'out',
        entered: sum(sent, agreement).plus(sum(received, agreement)),
        filter: { ...filter, agreement: agreement ?? NONE, account: ['fund:*'], flow: ['allocated', 'own-released'] },
      }),
    );
  }

  /** Donor → agreement → here, each with the part of it that came here. */
  async provenance(filter: LedgerFilter): Promise<FlowEdge[]> {
    const rows = await this.ledger.groups(filter, { donor: 'e.donor', agreement: 'e.agreement', project: 'e.project' });
    return rows.flatMap(({ donor, agreement, project, value }) => {
      const mine = { ...filter, agreement: agreement ?? NONE };
      const steps = [`donor:${donor ?? NONE}`, `agreement:${agreement}`, `project:${project}`];
      return [0, 1].flatMap((at) =>
        edgeOf({ hub: steps[at + 1]!, node: steps[at]!, direction: 'in', entered: value, filter: mine }),
      );
    });
  }
}
