import { Money } from '@abonde/money';
import { SETTINGS, type Settings } from '@abonde/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { FlowEdge } from '../figures/edge';
import { type Asked, type Node, type Overview, Overviews } from './overview.service';

interface PublicProject {
  project: string;
  title: string;
  city: string;
  country: string;
  theme: string;
  state: string | null;
  attributed: Money;
  disbursed: Money;
}

export interface PublicOverview {
  /** Whether the figures are fictitious. */
  demonstration: boolean;
  asOf: Overview['asOf'];
  period: Overview['period'];
  received: Money;
  attributed: Money;
  disbursed: Money;
  emergencyFund: { available: Money };
  flows: Omit<FlowEdge, 'entries'>[];
  nodes: Node[];
  months: { month: string; received: Money; disbursed: Money }[];
  projects: PublicProject[];
  countries: { country: string; projects: number; attributed: Money; disbursed: Money }[];
}

const DONORS = 'donors';
/** States in which a project is published: the Bureau has voted it. */
const PUBLISHED = ['VOTED', 'AGREEMENT_SIGNED', 'IN_PROGRESS', 'SUSPENDED', 'COMPLETED', 'CLOSED'];

/** The overview without links to entries, without what waits inside, and with voted projects only. */
@Injectable()
export class PublicOverviews {
  constructor(
    private readonly overviews: Overviews,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async read(asked: Asked): Promise<PublicOverview> {
    const all = await this.overviews.overview(asked);
    const flows = withoutDonors(all.flows);
    const shown = new Set(flows.flatMap(({ from, to }) => [from, to]));
    const donors = shown.has(DONORS)
      ? [{ id: DONORS, kind: DONORS, code: '', label: DONORS, country: null, instrument: null }]
      : [];
    return {
      demonstration: !this.settings.production,
      asOf: all.asOf,
      period: all.period,
      received: all.received.value,
      attributed: all.attributed.value,
      disbursed: all.disbursed.value,
      emergencyFund: { available: all.emergencyFund.available },
      flows,
      nodes: all.nodes.filter(({ id }) => shown.has(id)).concat(donors),
      months: all.months.map(({ month, received, disbursed }) => ({
        month,
        received: received.value,
        disbursed: disbursed.value,
      })),
      projects: all.projects
        .filter(({ state }) => PUBLISHED.includes(state ?? ''))
        .map(({ project, title, city, country, theme, state, attributed, disbursed }) => ({
          project,
          title,
          city,
          country,
          theme,
          state,
          attributed: attributed.value,
          disbursed: disbursed.value,
        })),
      countries: all.countries.map(({ country, projects, attributed, disbursed }) => ({
        country,
        projects,
        attributed: attributed.value,
        disbursed: disbursed.value,
      })),
    };
  }
}

/** What each donor gave is the donor's to publish: here they are one. */
function withoutDonors(flows: readonly FlowEdge[]): PublicOverview['flows'] {
  const merged = new Map<string, PublicOverview['flows'][number]>();
  for (const { value, ...ends } of flows) {
    const [from, to] = [ends.from, ends.to].map((id) => id.replace(/^(returned:)?donor:.*$/, `$1${DONORS}`)) as [
      string,
      string,
    ];
    const known = merged.get(`${from} ${to}`)?.value ?? Money.zero();
    merged.set(`${from} ${to}`, { from, to, value: known.plus(value) });
  }
  return [...merged.values()];
}
