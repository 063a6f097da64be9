import { Money } from '@abonde/money';
import { notFound } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { edgeOf, type FlowEdge } from '../figures/edge';
import { type LedgerFilter, linkTo } from '../ledger/ledger-filter';
import { ConsolidatedLedger } from '../ledger/ledger.service';
import { type Named, Registers } from '../registers/registers.service';
import { EnvelopeTraces } from './envelope-traces.service';
import { ProjectTraces } from './project-traces.service';
import { Receipts, type TracedReceipt } from './receipts.service';
import { allocations, tranches } from './trace-filters';

export type TraceKind = 'receipt' | 'agreement' | 'donor' | 'project' | 'tranche' | 'case';
export interface TraceNode {
  id: string;
  kind: string;
  code: string;
  label: string;
  in: Money;
  out: Money;
}
export interface Trace {
  from: { kind: TraceKind; id: string };
  nodes: TraceNode[];
  edges: FlowEdge[];
}

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
    private readonly envelopes: EnvelopeTraces,
    private readonly projects: ProjectTraces,
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
        return this.envelopes.from({ donor: id });
      case 'agreement':
        return this.envelopes.from({ agreement: id, ...mine });
      case 'receipt':
        return this.fromReceipt(await this.receipts.find(id, mine));
      case 'project':
        return [
          ...(await this.envelopes.provenance(allocations({ flow: ['allocated'], project: [id], ...mine }))),
          ...(await this.projects.below({ project: [id], ...mine })),
        ];
      case 'tranche':
        return [
          ...(await this.envelopes.provenance(tranches({ flow: ['approved'], tranche: id, ...mine }))),
          ...(await this.projects.tranche({ tranche: id, ...mine })),
        ];
      case 'case':
        return mine.donor ? [] : this.aid(id);
    }
  }

  /** What an aid was paid from; interest is pooled, so its origin is that of the whole fund. */
  private async aid(code: string): Promise<FlowEdge[]> {
    const about: LedgerFilter = { book: 'emergency-fund', case: code };
    const sources = { 'emergency-fund': 'fund:emergency', [`donations:${code}`]: 'fund:donations:*' };
    const from = await Promise.all(
      Object.entries(sources).map(async ([node, account]) => {
        const filter: LedgerFilter = { ...about, flow: ['aid'], account: [account] };
        return edgeOf({
          hub: `case:${code}`,
          node,
          direction: 'in',
          entered: (await this.ledger.figure(filter)).value,
          filter,
          enters: 'debit',
        });
      }),
    );
    const paid: LedgerFilter = { ...about, flow: ['paid'], account: ['fund:money'] };
    const held: LedgerFilter = { ...about, account: ['fund:aid:*'], side: 'credit' };
    const [spent, committed] = await Promise.all([this.ledger.figure(paid), this.ledger.figure(held)]);
    return [
      ...from.flat(),
      ...edgeOf({
        hub: `case:${code}`,
        node: `paid:${code}`,
        direction: 'out',
        entered: spent.value,
        filter: paid,
        enters: 'debit',
      }),
      ...edgeOf({
        hub: `committed:${code}`,
        node: `case:${code}`,
        direction: 'in',
        entered: committed.value,
        filter: held,
      }),
    ];
  }

  /** The receipt beside the other receipts of the same envelopes, then all that the envelopes were used for: money is pooled there. */
  private async fromReceipt(receipt: TracedReceipt): Promise<FlowEdge[]> {
    const graphs = await Promise.all(
      receipt.parts.map(async ({ agreement, value, filter }) => {
        const all = await this.envelopes.from({ agreement });
        return all.flatMap((edge) => {
          if (!edge.from.startsWith('donor:')) return [edge];
          const rest = { ...edge, value: edge.value.minus(value), entries: without(edge.entries, filter.transaction) };
          const via = { value, entries: linkTo(filter) };
          const id = `receipt:${receipt.id}`;
          return [
            { ...via, from: edge.from, to: id },
            { ...via, from: id, to: edge.to },
            ...(rest.value.isZero() ? [] : [{ ...rest, from: `other-receipts:${agreement}` }]),
          ];
        });
      }),
    );
    return graphs.flat();
  }
}

/** The same entries, those of one transaction left out. */
function without(entries: string, transaction = ''): string {
  const [path, query] = entries.split('?');
  const params = new URLSearchParams(query);
  params.set('transaction', `!${transaction}`);
  return `${path}?${params.toString()}`;
}

function nodesOf(edges: readonly FlowEdge[], names: Map<string, Named>): TraceNode[] {
  const ids = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort();
  const sum = (chosen: FlowEdge[]) => Money.sum(chosen.map(({ value }) => value));
  return ids.map((id) => {
    const [kind = id, code = ''] = id.split(/:(.*)/);
    return {
      id,
      kind,
      code,
      label: names.get(id)?.name ?? (code || kind),
      in: sum(edges.filter(({ to }) => to === id)),
      out: sum(edges.filter(({ from }) => from === id)),
    };
  });
}
