import type { Money } from '@abonde/money';
import type { Actor } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { checkOwnCity } from '../projects/own-city';
import type { ProvenanceDto } from '../projects/figures.dto';
import { ProjectViews } from '../projects/project-views.service';
import { Project } from '../projects/project.entity';
import { ProjectsService } from '../projects/projects.service';
import { inProportion } from '../tranches/split';
import { type Indicator, indicators } from './framework';
import { achievement, type Actual, aggregate, costOf } from './measurement';
import { ResultPeriod } from './result-period.entity';
import type { IndicatorDto, PortfolioQuery, PortfolioResultDto, ResultsDto } from './results.dto';

/** Reads what projects reached; only approved periods count. */
@Injectable()
export class ResultViews {
  constructor(
    private readonly projects: ProjectsService,
    private readonly views: ProjectViews,
    private readonly dataSource: DataSource,
  ) {}

  async get(reference: string, actor: Actor): Promise<ResultsDto> {
    const tx = this.dataSource.manager;
    const project = await this.projects.find(tx, reference);
    checkOwnCity(actor, project);
    const periods = await tx.find(ResultPeriod, { where: { projectId: project.id }, order: { from: 'ASC' } });
    const { figures, provenance } = await this.views.get(reference, actor);
    const measured = approved(periods);
    return {
      project: project.code,
      indicators: indicators(project.dossier.resultsFramework).map((indicator) =>
        reachedOf(indicator, measured, figures.paid.value, provenance),
      ),
      periods: periods.map(({ projectId: _, ...period }) => period),
    };
  }

  /** The same indicator, by title and unit, over all the projects that measure it. */
  async portfolio({ theme, country }: PortfolioQuery): Promise<PortfolioResultDto[]> {
    const tx = this.dataSource.manager;
    const periods = await tx.findBy(ResultPeriod, { status: 'APPROVED' });
    const concerned = { id: In(periods.map(({ projectId }) => projectId)) };
    const projects = await tx.findBy(Project, { ...concerned, ...(theme && { theme }), ...(country && { country }) });
    const measurements = projects.flatMap((project) => measurementsOf(project, periods));
    const kinds = new Map(measurements.map((one) => [`${one.indicator.title}|${one.indicator.unit}`, one.indicator]));
    return [...kinds].flatMap(([kind, { title, unit, measure }]) => {
      const same = measurements.filter(({ indicator }) => `${indicator.title}|${indicator.unit}` === kind);
      const reached = aggregate(
        same.flatMap(({ actuals }) => actuals),
        measure,
      );
      return reached ? [{ title, unit, projects: same.map(({ project }) => project), reached }] : [];
    });
  }
}

function approved(periods: readonly ResultPeriod[]): Actual[] {
  return periods.filter(({ status }) => status === 'APPROVED').flatMap(({ actuals }) => actuals);
}

function measurementsOf(
  project: Project,
  periods: readonly ResultPeriod[],
): { project: string; indicator: Indicator; actuals: Actual[] }[] {
  const measured = approved(periods.filter(({ projectId }) => projectId === project.id));
  return indicators(project.dossier.resultsFramework).flatMap((indicator) => {
    const actuals = measured.filter((actual) => actual.indicator === indicator.key);
    return actuals.length > 0 ? [{ project: project.code, indicator, actuals }] : [];
  });
}

function reachedOf(
  indicator: Indicator,
  measured: readonly Actual[],
  paid: Money,
  provenance: readonly ProvenanceDto[],
): IndicatorDto {
  const reached = aggregate(
    measured.filter((actual) => actual.indicator === indicator.key),
    indicator.measure,
  );
  const cost = costOf(reached, paid);
  const payers = provenance.filter((share) => share.paid.isPositive());
  const shares = cost
    ? inProportion(
        cost,
        payers.map(({ agreement, paid: amount }) => ({ agreement, amount })),
      )
    : [];
  return {
    ...indicator,
    reached,
    achievement: achievement(indicator, reached),
    cost,
    costByDonor: cost
      ? payers.map(({ agreement, donorName, paid: part }) => ({
          agreement,
          donorName,
          paid: part,
          each: shares.find((share) => share.agreement === agreement)?.amount ?? null,
        }))
      : [],
  };
}
