import { Injectable } from '@nestjs/common';
import { edgeOf, type FlowEdge } from '../figures/edge';
import { type LedgerFilter, NONE } from '../ledger/ledger-filter';
import { ConsolidatedLedger } from '../ledger/ledger.service';
import { Registers } from '../registers/registers.service';
import { allocations, cities, remainders, tranches } from './trace-filters';

/** What becomes of money once it is a project's. */
@Injectable()
export class ProjectTraces {
  constructor(
    private readonly ledger: ConsolidatedLedger,
    private readonly registers: Registers,
  ) {}

  /** From projects to tranches, cities and what they have justified. */
  async below(chosen: LedgerFilter): Promise<FlowEdge[]> {
    const [moves, left, byTranche, spent, owed, cityOf] = await Promise.all([
      this.ledger.groups(allocations(chosen), { project: 'e.project', flow: 'e.flow' }),
      this.ledger.groups(allocations(chosen), { project: 'e.project' }),
      this.tranche(chosen),
      this.ledger.groups(cities(chosen), { project: 'e.project', flow: 'e.flow' }),
      this.ledger.groups(cities(chosen), { project: 'e.project' }),
      this.cityOf(),
    ]);
    const other = moves
      .filter(({ flow }) => flow !== 'allocated' && flow !== 'approved')
      .flatMap(({ project, flow, value }) =>
        edgeOf({
          hub: `project:${project}`,
          node: `${flow}:${project}`,
          direction: 'in',
          entered: value,
          filter: allocations({ ...chosen, project: [project ?? NONE], flow: [flow ?? NONE] }),
        }),
      );
    const proven = spent
      .filter(({ flow }) => flow !== 'paid')
      .flatMap(({ project, flow, value }) =>
        edgeOf({
          hub: cityOf(project),
          node: `${flow}:${project}`,
          direction: 'out',
          entered: value,
          filter: cities({ ...chosen, project: [project ?? NONE], flow: [flow ?? NONE] }),
        }),
      );
    const open = owed.flatMap(({ project, value }) =>
      edgeOf({
        hub: `to-justify:${project}`,
        node: cityOf(project),
        direction: 'in',
        entered: value,
        filter: cities({ ...chosen, project: [project ?? NONE] }),
      }),
    );
    return [
      ...other,
      ...remainders(left, 'project', 'available', allocations(chosen)),
      ...byTranche,
      ...proven,
      ...open,
    ];
  }

  /** From projects to tranches, and from there to the bank. */
  async tranche(chosen: LedgerFilter): Promise<FlowEdge[]> {
    const [moves, left, cityOf] = await Promise.all([
      this.ledger.groups(tranches(chosen), { tranche: 'e.tranche', project: 'e.project', flow: 'e.flow' }),
      this.ledger.groups(tranches(chosen), { tranche: 'e.tranche' }),
      this.cityOf(),
    ]);
    const lanes = moves.flatMap(({ tranche, project, flow, value }) => {
      const [direction, node] =
        flow === 'approved'
          ? (['in', `project:${project}`] as const)
          : (['out', flow === 'paid' ? cityOf(project) : `${flow}:${tranche}`] as const);
      return edgeOf({
        hub: `tranche:${tranche}`,
        node,
        direction,
        entered: value,
        filter: tranches({ ...chosen, tranche: tranche ?? NONE, flow: [flow ?? NONE] }),
      });
    });
    return [...lanes, ...remainders(left, 'tranche', 'reserved', tranches(chosen))];
  }

  private async cityOf(): Promise<(project: string | null) => string> {
    const named = new Map((await this.registers.projects()).map(({ project, city }) => [project, city]));
    return (project) => `city:${named.get(project ?? '') ?? project}`;
  }
}
