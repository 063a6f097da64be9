import { Money } from '@abonde/money';
import { notFound } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { edgeOf, type FlowEdge } from '../figures/edge';
import { type LedgerFilter, linkTo, NONE } from '../ledger/ledger-filter';
import { ConsolidatedLedger } from '../ledger/ledger.service';
import { type Named, Registers } from '../registers/registers.service';
import { Receipts, type TracedReceipt } from './receipts.service';

export type TraceKind = 'receipt' | 'agreement' | 'donor' | 'project' | 'tranche' | 'case';
export interface TraceNode { id: string; kind: string; code: string; label: string; in: Money; out: Money }
export interface Trace { from: { kind: TraceKind; id: string }; nodes: TraceNode[]; edges: FlowEdge[] }

const ENVELOPES: LedgerFilter = {
  book: 'contributions', layer: 'FUND', account: ['fund:envelope:*', 'fund:reserved:*', 'fund:due-to-donor:*', 'fund:shortfall:*'], side: 'credit',
};
const allocations = (rest: LedgerFilter): LedgerFilter => ({ book: 'disbursements', account: ['fund:allocation:*'], ...rest, side: 'credit' });
const tranches = (rest: LedgerFilter): LedgerFilter => ({ book: 'disbursements', account: ['fund:tranche:*'], ...rest, side: 'credit' });
const cities = (rest: LedgerFilter): LedgerFilter => ({ book: 'disbursements', account: ['fund:to-justify:*'], ...rest, side: 'credit' });

/** Names of an envelope's flows, the same whether it is own resources' or a donor's. */
const plain = `replace(e.flow, 'own-', '')`;

/**
 * Where money came from and where it went. Each node is a group of accounts whose entries are told by what they did, and
 * whose balance is one more edge: so what enters a node leaves it, to the cent.
 */
@Injectable()
export class Traces {
  constructor(
    private readonly ledger: ConsolidatedLedger,
    private readonly registers: Registers,
    private readonly receipts: Receipts,
  ) {}

  /** @param mine limits the graph to a donor's own money @throws {DomainError} 404 when nothing is known of it */
  async from(kind: TraceKind, id: string, mine: { donor?: string }): Promise<Trace> {
    const edges = await this.edges(kind, id, mine);
    if (edges.length === 0) throw notFound(kind, id);
    return { from: { kind, id }, nodes: nodesOf(edges, await this.registers.names()), edges };
  }

  private async edges(kind: TraceKind, id: string, mine: { donor?: string }): Promise<FlowEdge[]> {
    switch (kind) {
      case 'donor':
        return this.fromEnvelopes({ donor: id });
      case 'agreement':
        return this.fromEnvelopes({ agreement: id, ...mine });
      case 'receipt':
        return this.fromReceipt(await this.receipts.find(id, mine));
      case 'project':
        return [...(await this.provenance(allocations({ flow: ['allocated'], project: [id], ...mine }), 'project')), ...(await this.below({ project: [id], ...mine }))];
      case 'tranche':
        return [...(await this.provenance(tranches({ flow: ['approved'], tranche: id, ...mine }), 'project')), ...(await this.tranche({ tranche: id, ...mine }))];
      case 'case':
        return mine.donor ? [] : this.aid(id);
    }
  }

  private async fromEnvelopes(chosen: LedgerFilter): Promise<FlowEdge[]> {
    const [envelopes, projects, below] = await Promise.all([
      this.envelopes(chosen), this.ledger.groups(allocations({ ...chosen, flow: ['allocated'] }), { agreement: 'e.agreement', project: 'e.project' }), this.below(chosen),
    ]);
    const given = projects.flatMap(({ agreement, project, value }) =>
      edgeOf({ hub: `project:${project}`, node: `agreement:${agreement}`, direction: 'in', entered: value, filter: allocations({ flow: ['allocated'], agreement: agreement ?? NONE, project: [project ?? NONE] }) }),
    );
    return [...envelopes, ...given, ...below];
  }

  /** What an agreement received and what it was used for; what projects got is told from their own book. */
  private async envelopes(chosen: LedgerFilter): Promise<FlowEdge[]> {
    const filter = { ...ENVELOPES, ...chosen };
    const [flows, received, balances] = await Promise.all([
      this.ledger.groups(filter, { agreement: 'e.agreement', flow: plain, donor: `CASE WHEN e.flow IN ('received', 'applied', 'own-received') THEN e.donor END` }),
      this.ledger.groups(allocations({ ...chosen, flow: ['allocated'] }), { agreement: 'e.agreement' }),
      this.ledger.groups(filter, { agreement: 'e.agreement' }),
    ]);
    const lanes = flows.flatMap(({ agreement, flow, donor, value }) => {
      const hub = `agreement:${agreement}`;
      const mine: LedgerFilter = { ...filter, agreement: agreement ?? NONE };
      if (flow === 'allocated' || flow === 'released') return [];
      const node = ['received', 'applied'].includes(flow ?? '') ? `donor:${donor}` : `${flow}:${agreement}`;
      return edgeOf({ hub, node, direction: value.isPositive() ? 'in' : 'out', entered: value, filter: { ...mine, flow: [flow ?? NONE, `own-${flow}`] } });
    });
    const transit = flows.filter(({ flow }) => flow === 'allocated' || flow === 'released');
    return [...merged(lanes), ...this.inTransit(transit, received, filter), ...remainders(balances, 'agreement', 'free', filter)];
  }

  /** Allocations that one of the two books has and the other not yet. */
  private inTransit(sent: { agreement: string | null; value: Money }[], received: { agreement: string | null; value: Money }[], filter: LedgerFilter): FlowEdge[] {
    const agreements = [...new Set([...sent, ...received].map(({ agreement }) => agreement))];
    const sum = (rows: typeof sent, code: string | null) => Money.sum(rows.filter(({ agreement }) => agreement === code).map(({ value }) => value));
    return agreements.flatMap((agreement) =>
      edgeOf({
        hub: `agreement:${agreement}`, node: `in-transit:${agreement}`, direction: 'out', entered: sum(sent, agreement).plus(sum(received, agreement)),
        filter: { ...filter, agreement: agreement ?? NONE, account: ['fund:*'], flow: ['allocated', 'own-released'] },
      }),
    );
  }

  /** Donor → agreement → here, each with the part of it that came here. */
  private async provenance(filter: LedgerFilter, here: 'project'): Promise<FlowEdge[]> {
    const rows = await this.ledger.groups(filter, { donor: 'e.donor', agreement: 'e.agreement', project: 'e.project' });
    return rows.flatMap(({ donor, agreement, project, value }) => {
      const mine = { ...filter, agreement: agreement ?? NONE };
      const steps = [`donor:${donor ?? NONE}`, `agreement:${agreement}`, `${here}:${project}`];
      return [0, 1].flatMap((at) => edgeOf({ hub: steps[at + 1]!, node: steps[at]!, direction: 'in', entered: value, filter: mine }));
    });
  }

  /** From projects to tranches, cities and what they have justified. */
  private async below(chosen: LedgerFilter): Promise<FlowEdge[]> {
    const [moves, left, byTranche, spent, owed, cityOf] = await Promise.all([
      this.ledger.groups(allocations(chosen), { project: 'e.project', flow: 'e.flow' }),
      this.ledger.groups(allocations(chosen), { project: 'e.project' }),
      this.tranche(chosen),
      this.ledger.groups(cities(chosen), { project: 'e.project', flow: 'e.flow' }),
      this.ledger.groups(cities(chosen), { project: 'e.project' }),
      this.cityOf(),
    ]);
    const other = moves.filter(({ flow }) => flow !== 'allocated' && flow !== 'approved').flatMap(({ project, flow, value }) =>
      edgeOf({ hub: `project:${project}`, node: `${flow}:${project}`, direction: 'in', entered: value, filter: allocations({ ...chosen, project: [project ?? NONE], flow: [flow ?? NONE] }) }),
    );
    const proven = spent.filter(({ flow }) => flow !== 'paid').flatMap(({ project, flow, value }) =>
      edgeOf({ hub: cityOf(project), node: `${flow}:${project}`, direction: 'out', entered: value, filter: cities({ ...chosen, project: [project ?? NONE], flow: [flow ?? NONE] }) }),
    );
    const open = owed.flatMap(({ project, value }) =>
      edgeOf({ hub: `to-justify:${project}`, node: cityOf(project), direction: 'in', entered: value, filter: cities({ ...chosen, project: [project ?? NONE] }) }),
    );
    return [...other, ...remainders(left, 'project', 'available', allocations(chosen)), ...byTranche, ...proven, ...open];
  }

  private async tranche(chosen: LedgerFilter): Promise<FlowEdge[]> {
    const [moves, left, cityOf] = await Promise.all([
      this.ledger.groups(tranches(chosen), { tranche: 'e.tranche', project: 'e.project', flow: 'e.flow' }),
      this.ledger.groups(tranches(chosen), { tranche: 'e.tranche' }),
      this.cityOf(),
    ]);
    const lanes = moves.flatMap(({ tranche, project, flow, value }) => {
      const [direction, node] = flow === 'approved' ? (['in', `project:${project}`] as const) : (['out', flow === 'paid' ? cityOf(project) : `${flow}:${tranche}`] as const);
      return edgeOf({ hub: `tranche:${tranche}`, node, direction, entered: value, filter: tranches({ ...chosen, tranche: tranche ?? NONE, flow: [flow ?? NONE] }) });
    });
    return [...lanes, ...remainders(left, 'tranche', 'reserved', tranches(chosen))];
  }

  /** What an aid was paid from; interest is pooled, so its origin is that of the whole fund. */
  private async aid(code: string): Promise<FlowEdge[]> {
    const about: LedgerFilter = { book: 'emergency-fund', case: code };
    const sources = { 'emergency-fund': 'fund:emergency', [`donations:${code}`]: 'fund:donations:*' };
    const from = await Promise.all(Object.entries(sources).map(async ([node, account]) => {
      const filter: LedgerFilter = { ...about, flow: ['aid'], account: [account] };
      return edgeOf({ hub: `case:${code}`, node, direction: 'in', entered: (await this.ledger.figure(filter)).value, filter, enters: 'debit' });
    }));
    const paid: LedgerFilter = { ...about, flow: ['paid'], account: ['fund:money'] };
    const held: LedgerFilter = { ...about, account: ['fund:aid:*'], side: 'credit' };
    const [spent, committed] = await Promise.all([this.ledger.figure(paid), this.ledger.figure(held)]);
    return [
      ...from.flat(),
      ...edgeOf({ hub: `case:${code}`, node: `paid:${code}`, direction: 'out', entered: spent.value, filter: paid, enters: 'debit' }),
      ...edgeOf({ hub: `committed:${code}`, node: `case:${code}`, direction: 'in', entered: committed.value, filter: held }),
    ];
  }

  /** The receipt beside the other receipts of the same envelopes, then all that the envelopes were used for: money is pooled there. */
  private async fromReceipt(receipt: TracedReceipt): Promise<FlowEdge[]> {
    const graphs = await Promise.all(receipt.parts.map(async ({ agreement, value, filter }) => {
      const all = await this.fromEnvelopes({ agreement });
      return all.flatMap((edge) => {
        if (!edge.from.startsWith('donor:')) return [edge];
        const rest = { ...edge, value: edge.value.minus(value) };
        const via = { value, entries: linkTo(filter) };
        const id = `receipt:${receipt.id}`;
        return [{ ...via, from: edge.from, to: id }, { ...via, from: id, to: edge.to }, ...(rest.value.isZero() ? [] : [{ ...rest, from: `other-receipts:${agreement}` }])];
      });
    }));
    return graphs.flat();
  }

  private async cityOf(): Promise<(project: string | null) => string> {
    const named = new Map((await this.registers.projects()).map(({ project, city }) => [project, city]));
    return (project) => `city:${named.get(project ?? '') ?? project}`;
  }
}

/** Balances of a node's accounts, as what it still has. */
function remainders<Key extends string>(rows: (Record<Key, string | null> & { value: Money })[], kind: Key, left: string, filter: LedgerFilter): FlowEdge[] {
  return rows.flatMap((row) => {
    const code = row[kind] ?? NONE;
    const mine = { ...filter, [kind]: kind === 'project' ? [code] : code } as LedgerFilter;
    return edgeOf({ hub: `${left}:${code}`, node: `${kind}:${code}`, direction: 'in', entered: row.value, filter: mine });
  });
}

/** Received and applied money of one donor is one edge. */
function merged(edges: readonly FlowEdge[]): FlowEdge[] {
  const sums = new Map<string, FlowEdge>();
  for (const edge of edges) {
    const key = `${edge.from} ${edge.to}`;
    const known = sums.get(key);
    sums.set(key, known ? { ...known, value: known.value.plus(edge.value), entries: joined(known.entries, edge.entries) } : edge);
  }
  return [...sums.values()];
}

/** One link for the flows of two. */
function joined(one: string, other: string): string {
  const [path, query] = one.split('?');
  const params = new URLSearchParams(query);
  const flows = [one, other].flatMap((link) => new URLSearchParams(link.split('?')[1]).get('flow')?.split(',') ?? []);
  params.set('flow', [...new Set(flows)].join(','));
  return `${path}?${params.toString()}`;
}

function nodesOf(edges: readonly FlowEdge[], names: Map<string, Named>): TraceNode[] {
  const ids = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort();
  const sum = (chosen: FlowEdge[]) => Money.sum(chosen.map(({ value }) => value));
  return ids.map((id) => {
    const [kind = id, code = ''] = id.split(/:(.*)/);
    return {
      id, kind, code, label: names.get(id)?.name ?? (code || kind),
      in: sum(edges.filter(({ to }) => to === id)), out: sum(edges.filter(({ from }) => from === id)),
    };
  });
}
