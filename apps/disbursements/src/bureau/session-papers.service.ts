import type { Language, Money } from '@abonde/money';
import { formatMoney } from '@abonde/money';
import { type Actor, BusinessClock, pdfOf, type PdfSheet } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CitiesService } from '../cities/cities.service';
import { indicatorsOf } from '../projects/dossier';
import type { ProjectViewDto } from '../projects/project-view.dto';
import { ProjectViews } from '../projects/project-views.service';
import type { Outcome } from './ballot';
import type { AgendaItemDto, SessionViewDto } from './session-view.dto';
import { SessionViews } from './session-views.service';

/** Papers of the Bureau are in French, the language of its sessions. */
const language: Language = 'fr';
const outcomes: Record<Outcome, string> = {
  APPROVED: 'Approuvé',
  PARTLY_APPROVED: 'Approuvé en partie',
  ADJOURNED: 'Ajourné',
  REJECTED: 'Rejeté',
};
const MOST_INDICATORS = 6;
/** Characters of a dossier's text that leave room on one page for the rest. */
const MOST_TEXT = 900;

/** What the members of the Bureau hold in hand: the agenda before the session, the minutes after it. */
@Injectable()
export class SessionPapers {
  constructor(
    private readonly sessions: SessionViews,
    private readonly projects: ProjectViews,
    private readonly cities: CitiesService,
    private readonly clock: BusinessClock,
    private readonly dataSource: DataSource,
  ) {}

  async agenda(reference: string): Promise<Buffer> {
    const session = await this.sessions.get(reference);
    const reader: Actor = { id: 'system:disbursements', name: 'system', roles: ['secretariat'] };
    const projects = await Promise.all(session.agenda.map(({ project }) => this.projects.get(project, reader)));
    const printed = written(await this.clock.today());
    return pdfOf({ language, title: `Ordre du jour ${session.code}`, foot: `${session.code}, ${printed}` }, (sheet) => {
      openAgenda(sheet, session);
      for (const [at, item] of session.agenda.entries()) {
        sheet.page();
        projectPage(sheet, item, projects[at] as ProjectViewDto);
      }
    });
  }

  /** A draft until the session is closed, and says so. */
  async minutes(reference: string): Promise<Buffer> {
    const session = await this.sessions.get(reference);
    const cities = await Promise.all(session.attendance.map((code) => this.cities.find(this.dataSource.manager, code)));
    const draft = session.status === 'OPEN';
    const title = draft ? 'Projet de procès-verbal' : 'Procès-verbal';
    return pdfOf({ language, title: `${title} ${session.code}`, foot: `${title} ${session.code}` }, (sheet) => {
      sheet.letterhead();
      sheet.heading(1, `${title} de la réunion du Bureau`);
      if (draft) sheet.paragraph('La séance n’est pas close : ce projet peut encore changer.');
      present(
        sheet,
        session,
        cities.map(({ name }) => name),
      );
      votes(sheet, session);
      sheet.heading(2, 'Délibérations');
      for (const [at, item] of session.agenda.entries()) deliberation(sheet, at + 1, item);
      sheet.signature('La ou le secrétaire du Bureau');
      sheet.signature('La Présidence');
    });
  }
}

function openAgenda(sheet: PdfSheet, session: SessionViewDto): void {
  const { date, place, agenda, free, running, basis } = session;
  sheet.letterhead();
  sheet.heading(1, 'Réunion du Bureau : ordre du jour');
  sheet.fact('Date et lieu', `${written(date)}, ${place}`);
  if (basis) sheet.fact('Nature des informations', basis);
  sheet.table(
    [
      { heading: 'Projet' },
      { heading: 'Ville', width: 0.2 },
      { heading: 'Part du Fonds', width: 0.17, align: 'right' },
      { heading: 'Proposé', width: 0.17, align: 'right' },
    ],
    agenda.map(({ title, city, fundShare, proposedAttributed, followUp }) => [
      followUp ? `${title} (suivi)` : title,
      city,
      money(fundShare),
      proposedAttributed ? money(proposedAttributed) : '—',
    ]),
  );
  sheet.fact('Total proposé', money(running.proposed));
  sheet.fact('Libre dans les enveloppes du Fonds de coopération', money(free));
  sheet.fact('Resterait libre après attribution', money(running.left));
}

function projectPage(sheet: PdfSheet, item: AgendaItemDto, project: ProjectViewDto): void {
  sheet.heading(1, item.title);
  sheet.fact('Ville', `${project.cityName} (${project.country})`);
  sheet.fact('Dossier', `${project.code}${item.followUp ? ', suivi d’un projet en cours' : ''}`);
  if (project.period) sheet.fact('Période', `du ${written(project.period.from)} au ${written(project.period.to)}`);
  for (const part of ['context', 'objectives'] as const) {
    const text = project.narrative?.[part]?.trim();
    if (text) sheet.paragraph(shortened(text));
  }
  if (project.shares) {
    const { total, fund, city, partner } = project.shares;
    sheet.heading(2, 'Plan de financement');
    sheet.table(
      [{ heading: 'Fonds' }, { heading: 'Ville' }, { heading: 'Partenaires' }, { heading: 'Total', align: 'right' }],
      [[money(fund), money(city), money(partner), money(total)]],
    );
  }
  measured(sheet, project);
  sheet.heading(2, 'Décision demandée');
  sheet.fact(
    'Engagé et attribué par de précédentes séances',
    `${money(item.engagedSoFar)}, ${money(item.attributedSoFar)}`,
  );
  if (item.proposedEngaged) sheet.fact('À engager', money(item.proposedEngaged));
  sheet.fact('À attribuer', item.proposedAttributed ? money(item.proposedAttributed) : 'à la discrétion du Bureau');
  if (item.recommendation) sheet.fact('Avis du secrétariat permanent', item.recommendation);
  if (project.basis === 'ILLUSTRATIVE') sheet.paragraph('Données illustratives.');
}

function measured(sheet: PdfSheet, project: ProjectViewDto): void {
  const indicators = indicatorsOf(project.resultsFramework).slice(0, MOST_INDICATORS);
  if (indicators.length === 0) return;
  sheet.heading(2, 'Résultats attendus');
  sheet.table(
    [
      { heading: 'Indicateur' },
      { heading: 'Départ', width: 0.18, align: 'right' },
      { heading: 'Cible', width: 0.18, align: 'right' },
    ],
    indicators.map(({ title, baseline, target }) => [said(title), said(baseline), said(target)]),
  );
}

function present(sheet: PdfSheet, { date, place, attendance, ...session }: SessionViewDto, names: string[]): void {
  sheet.fact('Date et lieu', `${written(date)}, ${place}`);
  if (session.basis) sheet.fact('Nature des informations', session.basis);
  if (attendance.length > 0) sheet.fact('Membres présents', names.sort((a, b) => a.localeCompare(b, 'fr')).join(', '));
  if (session.present !== null) sheet.fact('Présents', String(session.present));
  if (session.quorum !== null) sheet.fact('Quorum', String(session.quorum));
}

function votes(sheet: PdfSheet, { agenda, engaged, attributed }: SessionViewDto): void {
  sheet.heading(2, 'Votes');
  sheet.table(
    [
      { heading: 'Projet' },
      { heading: 'Décision', width: 0.15 },
      { heading: 'Pour', width: 0.07, align: 'right' },
      { heading: 'Contre', width: 0.08, align: 'right' },
      { heading: 'Abst.', width: 0.07, align: 'right' },
      { heading: 'Engagé', width: 0.16, align: 'right' },
      { heading: 'Attribué', width: 0.16, align: 'right' },
    ],
    [
      ...agenda.map((item) => [
        item.title,
        item.outcome ? outcomes[item.outcome] : 'non voté',
        ...[item.for, item.against, item.abstentions].map((voices) => (voices === null ? '—' : String(voices))),
        item.engaged ? money(item.engaged) : '—',
        item.attributed ? money(item.attributed) : '—',
      ]),
      ['Total', '', '', '', '', money(engaged), money(attributed)],
    ],
  );
}

function deliberation(sheet: PdfSheet, number: number, item: AgendaItemDto): void {
  const { title, city, outcome, recused, engaged, attributed } = item;
  const decision = outcome ? outcomes[outcome].toLowerCase() : 'non voté';
  const amounts =
    attributed && engaged && !engaged.plus(attributed).isZero()
      ? ` Il engage ${money(engaged)} et attribue ${money(attributed)}.`
      : '';
  const withdrawn = recused ? ` La représentation de ${recused} n’a pas pris part au vote.` : '';
  sheet.paragraph(`${number}. ${title} (${city}) : ${decision}.${amounts}${withdrawn}`);
}

function written(day: string): string {
  return day.split('-').reverse().join('/');
}

function money(amount: Money): string {
  return formatMoney(amount, language);
}

function shortened(text: string): string {
  return text.length <= MOST_TEXT ? text : `${text.slice(0, text.lastIndexOf(' ', MOST_TEXT))}…`;
}

function said(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '—';
}
