import type { Language } from '@abonde/money';
import { pdfOf, type PdfSheet } from '@abonde/platform';
import type { FindingViewDto, MissionViewDto, RecommendationViewDto } from './mission-view.dto';

const words = {
  fr: {
    title: 'Rapport de mission',
    dates: 'Dates',
    from: (from: string, to: string) => `du ${from} au ${to}`,
    place: 'Lieux',
    purpose: 'Objet',
    team: 'Équipe',
    basis: 'Nature des informations',
    seen: 'Projets vus',
    progress: 'Avancement physique',
    delivery: 'Livraison espérée',
    suspends: 'Le projet est suspendu.',
    condition: (tranche: number, label: string) => `Condition mise à la tranche ${tranche} : ${label}`,
    recommendations: 'Recommandations',
    columns: ['N°', 'Recommandation', 'Suivie par', 'Pour le', 'État'],
    followUp: { OPEN: 'ouverte', DONE: 'faite', DROPPED: 'abandonnée' },
    photos: 'Photos',
  },
  en: {
    title: 'Mission report',
    dates: 'Dates',
    from: (from: string, to: string) => `from ${from} to ${to}`,
    place: 'Places',
    purpose: 'Purpose',
    team: 'Team',
    basis: 'Nature of the information',
    seen: 'Projects seen',
    progress: 'Physical progress',
    delivery: 'Delivery hoped for',
    suspends: 'The project is suspended.',
    condition: (tranche: number, label: string) => `Condition put on tranche ${tranche}: ${label}`,
    recommendations: 'Recommendations',
    columns: ['No.', 'Recommendation', 'Owner', 'Due', 'State'],
    followUp: { OPEN: 'open', DONE: 'done', DROPPED: 'dropped' },
    photos: 'Photos',
  },
} as const;

type Words = (typeof words)[Language];

/** The report of a mission: who went where and why, what was found, what is to be done by whom. */
export function missionReport(mission: MissionViewDto, language: Language): Promise<Buffer> {
  const say = words[language];
  const day = (iso: string) => (language === 'fr' ? iso.split('-').reverse().join('/') : iso);
  return pdfOf({ language, title: `${say.title} ${mission.code}`, foot: mission.code }, (sheet) => {
    sheet.letterhead();
    sheet.heading(1, `${say.title} ${mission.code}`);
    sheet.fact(say.dates, say.from(day(mission.from), day(mission.to)));
    sheet.fact(say.place, mission.place);
    sheet.fact(say.purpose, mission.purpose);
    const team = mission.team.map(({ name, role }) => (name ? `${name}, ${role}` : role));
    if (team.length > 0) sheet.fact(say.team, team.join('\u00a0; '));
    if (mission.basis) sheet.fact(say.basis, mission.basis);
    sheet.heading(2, say.seen);
    for (const finding of mission.findings) seen(sheet, finding, say, day);
    recommended(sheet, mission.recommendations, say, day);
    if (mission.photos.length === 0) return;
    sheet.heading(2, say.photos);
    sheet.list(mission.photos.map(({ caption, place, takenOn }) => `${caption} (${place}, ${day(takenOn)})`));
  });
}

function seen(sheet: PdfSheet, finding: FindingViewDto, say: Words, day: (iso: string) => string): void {
  const { title, text, progress, deliveryOn, suspends, condition } = finding;
  sheet.fact(finding.project, title);
  sheet.paragraph(text);
  if (progress !== null) sheet.fact(say.progress, `${progress}\u00a0%`);
  if (deliveryOn !== null) sheet.fact(say.delivery, day(deliveryOn));
  if (condition) sheet.paragraph(say.condition(condition.tranche, condition.label));
  if (suspends) sheet.paragraph(say.suspends);
}

function recommended(
  sheet: PdfSheet,
  recommendations: readonly RecommendationViewDto[],
  say: Words,
  day: (iso: string) => string,
): void {
  if (recommendations.length === 0) return;
  sheet.heading(2, say.recommendations);
  sheet.table(
    [0.06, undefined, 0.2, 0.13, 0.13].map((width, at) => ({
      heading: say.columns[at] ?? '',
      ...(width !== undefined && { width }),
    })),
    recommendations.map(({ number, text, owner, dueOn, status }) => [
      String(number),
      text,
      owner,
      day(dueOn),
      say.followUp[status],
    ]),
  );
}
