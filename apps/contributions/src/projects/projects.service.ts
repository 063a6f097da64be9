import type { CloudEvent, MoneyData } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Proposals } from '../allocations/proposals.service';
import type { Origin } from '../envelopes/origin';
import { Consumption, endedStates, ProjectRow, SubsidyRow } from './project.entity';

type Attributed = CloudEvent<'abonde.disbursements.subsidy-attributed.v1'>['data'];

const minorOf = (amount: MoneyData) => Money.of(amount).minor;

/** Keeps what disbursements says of projects, and proposes money for what is attributed to them. */
@Injectable()
export class Projects {
  constructor(private readonly proposals: Proposals) {}

  async changeState(
    tx: EntityManager,
    { data }: CloudEvent<'abonde.disbursements.project-state-changed.v1'>,
    origin: Origin,
  ): Promise<void> {
    const { project: code, title, city, country, instrument, theme, to: state, effectiveDate: since } = data;
    await tx.save(ProjectRow, { code, title, city, country, instrument, theme, state, since });
    if (!endedStates.includes(state)) return;
    await tx.update(SubsidyRow, { project: code }, { open: false });
    await this.proposals.stop(tx, code, `Projet ${state === 'CLOSED' ? 'clos' : 'arrêté'}`, origin);
    await this.proposals.fill(tx, origin);
  }

  async attribute(
    tx: EntityManager,
    { data }: CloudEvent<'abonde.disbursements.subsidy-attributed.v1'>,
    origin: Origin,
  ): Promise<void> {
    const project = await tx.findOneBy(ProjectRow, { code: data.project });
    const open = !project || !endedStates.includes(project.state);
    await tx.save(SubsidyRow, { ...rowOf(data), open });
    if (open) await this.proposals.propose(tx, data.project, origin);
  }

  /** Open proposals are made again within what is left; disbursements releases what is already there. */
  async reduce(
    tx: EntityManager,
    { data }: CloudEvent<'abonde.disbursements.attribution-reduced.v1'>,
    origin: Origin,
  ): Promise<void> {
    const row = await tx.findOneBy(SubsidyRow, { project: data.project });
    if (!row) return;
    await tx.update(SubsidyRow, { project: data.project }, { attributedTotal: minorOf(data.attributedTotal) });
    await this.proposals.stop(tx, data.project, `Subvention réduite : ${data.reason}`, origin);
    await this.proposals.propose(tx, data.project, origin);
    await this.proposals.fill(tx, origin);
  }

  async consume(
    tx: EntityManager,
    project: string,
    agreement: string,
    change: { disbursed?: bigint; justified?: bigint },
  ): Promise<void> {
    const { disbursed = 0n, justified = 0n } = change;
    await tx
      .createQueryBuilder()
      .insert()
      .into(Consumption)
      .values({ project, agreement, disbursed: 0n, justified: 0n })
      .orIgnore()
      .execute();
    await tx.query(
      'UPDATE consumption SET disbursed = disbursed + $3, justified = justified + $4 WHERE project = $1 AND agreement = $2',
      [project, agreement, disbursed.toString(), justified.toString()],
    );
  }
}

function rowOf(data: Attributed): Omit<SubsidyRow, 'open'> {
  const { project, title, session, sessionDate, instrument, city, country, theme, programme, period } = data;
  return {
    project,
    title,
    session,
    sessionDate,
    instrument,
    city,
    country,
    theme,
    programme,
    periodFrom: period.from,
    periodTo: period.to,
    attributedTotal: minorOf(data.attributedTotal),
    planTotal: minorOf(data.planTotal),
    fundShare: minorOf(data.fundShare),
    cityShare: minorOf(data.cityShare),
    fundSources: data.fundSources.map(({ source, amount }) => ({ source, minor: minorOf(amount).toString() })),
    lines: data.lines.map(({ agreement, amount }) => ({ agreement, minor: minorOf(amount).toString() })),
  };
}
