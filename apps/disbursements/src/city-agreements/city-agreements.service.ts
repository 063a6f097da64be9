import { Money, type MoneyJson } from '@abonde/money';
import { type Actor, BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { HistoryLineDto } from '../projects/project-view.dto';
import { ProjectViews } from '../projects/project-views.service';
import { TrancheViews } from '../tranches/tranche-views.service';
import { cityAgreement, type Vote } from './city-agreement.pdf';

/** The agreement that a project's city signs. */
@Injectable()
export class CityAgreements {
  constructor(
    private readonly projects: ProjectViews,
    private readonly tranches: TrancheViews,
    private readonly clock: BusinessClock,
  ) {}

  /** A draft until it is signed, and says so. */
  async document(reference: string, actor: Actor): Promise<{ name: string; content: Buffer }> {
    const project = await this.projects.get(reference, actor);
    const { items: tranches } = await this.tranches.ofProject(reference, actor);
    const signed = project.history.filter(({ kind, to }) => kind === 'MOVE' && to === 'AGREEMENT_SIGNED').at(0);
    const content = await cityAgreement({
      project,
      tranches,
      votes: project.history.flatMap(voteOf),
      signedOn: signed?.effectiveDate ?? null,
      printedOn: await this.clock.today(),
    });
    return { name: `convention-${project.code}.pdf`, content };
  }
}

function voteOf({ kind, effectiveDate, details }: HistoryLineDto): Vote[] {
  if (kind !== 'VOTE') return [];
  const { session, attributed } = details as { session: string; attributed: MoneyJson };
  const amount = Money.of(attributed);
  return amount.isPositive() ? [{ session, date: effectiveDate, attributed: amount }] : [];
}
